// The panel "Log-ins".

export const logInsTexts = {
  panel: {
    title: 'One log-in at a time',
    intro: (user: string) =>
      `The user ${user} logs in on several devices. Log one out, or log in and end the others. The table shows which instances still accept each device.`,
    add: 'Log in on another device',
    addExclusive: 'Log in and end the others',
    empty: 'No device is logged in yet.',
  },

  devices: {
    caption: (mode: string) => `Devices in ${mode}`,
    device: 'Device',
    issuedBy: 'Logged in at',
    acceptedBy: 'Accepted now by',
    nowhere: 'no instance',
    action: 'Action',
    logOut: (device: number) => `Log out device ${device}`,
  },

  /** What `exclusive` and the list reach, by where the log-ins are remembered. */
  reach: {
    shared: 'Redis keeps the list for all instances, so a log-in can end the others everywhere.',
    renewal:
      'Redis keeps the list for all instances. Ended log-ins cannot renew; their access token works until it expires.',
    own: 'Each instance keeps its own list, so it can list and end only the log-ins that it knows.',
    nothing:
      'A stateless token holds everything that an instance checks. No instance records it, so there is nothing to list and nothing to end. It works until it expires.',
  },

  missed: {
    title: (device: number) => `The log-out of device ${device} missed.`,
    holder: (instance: string) => `${instance} holds the session.`,
    issuer: (instance: string) => `${instance} issued the credential.`,
    reached: (instance: string, why: string) => `The log-out reached ${instance}. ${why}`,
    works: (instances: string) => `The credential still works on ${instances}.`,
    chance: (missed: number, of: number) =>
      `With ${of} instances, ${missed} of ${of} log-outs miss. Press the button again to retry.`,
  },

  result: {
    loggedOut: (device: number) => `Device ${device}:`,
    left: (left: number, of: number, predicted: number) =>
      `After the log-in that ends the others, ${left} of ${of} log-ins are still accepted. Predicted: ${predicted}.`,
    refused: (status: number, code: string) => `Refused with ${status} (${code}):`,
  },

  list: {
    show: (device: number) => `List the log-ins (as device ${device})`,
    caption: (instance: string, mode: string) => `Log-ins in ${mode} that ${instance} knows`,
    since: 'Since',
    issuedBy: 'Logged in at',
    which: 'Which',
    current: 'this device',
    other: 'another device',
    action: 'Action',
    end: (position: number) => `End log-in ${position}`,
    ended: (position: number, instance: string) => `${instance} ended log-in ${position} of the list.`,
  },
};
