// The panel "Room": how others join, who is there, and the reset of the lab.

export const roomTexts = {
  alone: {
    title: 'Invite a room',
    hint: 'Only this machine can open this page now. To let phones in the same network join, start the lab like this:',
  },

  join: {
    title: 'Join with a phone',
    address: 'Open this address, or scan the code:',
    code: (url: string) => `QR code of ${url}`,
    unknown:
      'The lab does not know the address of its machine. Open this page by that address, or set LAB_HOSTS to it.',
  },

  me: {
    title: 'You',
    name: 'Your name in the room',
    change: 'Change the name',
    host: 'You are the host.',
    guest: 'Only the host can inject faults and start experiments.',
    free: 'The host lets everyone inject faults and start experiments.',
  },

  visitors: {
    title: (count: number) => (count === 1 ? '1 visitor' : `${count} visitors`),
    name: 'Name',
    lost: 'Lost',
    of: (lost: number, sent: number) => `${lost} of ${sent}`,
    host: 'host',
    you: 'you',
  },

  host: {
    forEveryone: 'Everyone may inject faults and start experiments',
  },

  reset: {
    title: 'Reset the lab',
    hint: 'Restarts every instance, and resets keys, number of instances, persistence and counts. Everyone is logged out.',
    reset: 'Reset the lab',
    sure: 'Log everyone out?',
    yes: 'Yes, reset',
    no: 'Cancel',
    running: 'The lab is being reset.',
  },
};
