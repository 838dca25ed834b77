// The panel "Steal it".

export const theftTexts = {
  renew: {
    title: 'With the refresh token',
    intro: (graceSeconds: number, familySeconds: number) =>
      `A refresh token renews the log-in and has one descendant. For ${graceSeconds} s (REFRESH_GRACE) the spent token gives that descendant again, because a second tab needs it: a thief who comes so soon is not noticed. Later, a spent token is a stolen one, and the log-in ends for both. Try either order, and after the log-out; the refresh token lives for ${familySeconds} s.`,
    victim: 'Alice renews',
    thief: 'Renew with the stolen refresh token',
    by: { victim: 'Alice', thief: 'The thief' },
  },

  replay: {
    expiry: "The copy's expiry:",
    before: 'Before the log-out the copy works as well as the original.',
    works: (seconds: string, reach: number, of: number) =>
      `The copy still works, ${seconds} s after the log-out, on ${reach} of ${of} instances so far;`,
    worked: (seconds: string, reach: number, of: number) =>
      `The copy worked for ${seconds} s after the log-out, on ${reach} of ${of} instances;`,
    stopped: (of: number) => `The copy was dead at once, on all ${of} instances;`,
    foretoldAtOnce: 'predicted: dead at once.',
    prediction: (reach: number, of: number, seconds: string) =>
      `predicted ${reach} of ${of}, up to the expiry, ${seconds} s after the log-out.`,
    agrees: 'As predicted.',
    disagrees: 'Not as predicted.',
    accepted: 'accepted',
    refused: 'refused',
    lately: 'The last replays, the latest on the right',
  },

  steps: {
    holds: (instance: string) => `Alice holds what ${instance} issued.`,
    refused: 'The log-in was refused.',
    expiry: "The credential's expiry:",
    copied: (header: string, characters: number) => `${header}, ${characters} characters:`,
    withRefresh: 'The refresh token was copied too.',
    noAffinity: 'The copy has no affinity cookie: to the balancer the thief is somebody new.',
    loggedOut: 'Alice has logged out.',
    loggedOutAfter: (tries: number) =>
      `Alice has logged out, at try ${tries}: an instance that does not know her refused the others.`,
    missed: (instance: string, missed: number, of: number) =>
      `Her log-out was lost: ${instance} does not know her, and ended nothing. ${missed} of ${of} log-outs are lost so. She takes herself for logged out; whoever is wiser presses the button again.`,
    notOut: 'Her log-out was refused:',
  },

  panel: {
    title: 'Steal a credential',
    intro: 'Whoever holds a copy is taken for its owner. What ends that, and how soon?',
    allAtOnce: 'All steps at once',
    one: (seconds: number) => `1. The victim logs in, for ${seconds} seconds`,
    logIn: 'Alice logs in',
    two: '2. The thief copies what she was given',
    copy: 'Copy the credential into a second client',
    three: '3. She logs out, once; the thief goes on',
    logOut: 'Alice logs out',
    replay: 'Replay on each instance',
    everySecond: 'Replay every second',
    stop: 'Stop replaying',
  },

  table: {
    title: 'What stops a copy, and how fast',
    mode: 'Mode',
    stops: 'What stops it',
    predicted: 'Works after the log-out (predicted)',
    tried: 'Tried',
    reach: {
      'every-instance': 'Her log-out, everywhere',
      'one-instance': 'Her log-out on one instance; elsewhere its expiry',
      nowhere: 'Its expiry alone',
    },
    ifItArrives: (missed: number, of: number) =>
      `Her log-out, if it arrives: ${missed} of ${of} meet an instance that does not know her, and end nothing`,
    atOnce: 'nowhere',
    atOnceIfItArrives: 'nowhere, if it arrives',
    dead: (of: number) => `dead at once, on all ${of}`,
    until: (reach: number, of: number) => `on ${reach} of ${of}, until its expiry`,
    notYet: 'not yet',
    result: (seconds: string, reach: number, of: number) => `${seconds} s on ${reach} of ${of}`,
    soFar: (seconds: string, reach: number, of: number) => `${seconds} s on ${reach} of ${of} so far`,
    choose: (mode: string) => `Try ${mode}`,
  },
};
