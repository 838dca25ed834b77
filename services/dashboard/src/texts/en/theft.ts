// The panel "Steal it".

export const theftTexts = {
  renew: {
    title: 'With the refresh token',
    intro: (graceSeconds: number, familySeconds: number) =>
      `Using a refresh token replaces it with one successor. For ${graceSeconds} s (REFRESH_GRACE) the used token returns the same successor again, because a second tab needs it; a thief within that time is not detected. After that, reuse counts as theft, and the log-in ends for both. Try either order, also after the log-out. The refresh token expires after ${familySeconds} s.`,
    victim: 'Alice renews',
    thief: 'Renew with the stolen refresh token',
    by: { victim: 'Alice', thief: 'The thief' },
  },

  replay: {
    expiry: 'The copy expires:',
    before: 'Before the log-out, the copy works like the original.',
    works: (seconds: string, reach: number, of: number) =>
      `The copy still works ${seconds} s after the log-out, on ${reach} of ${of} instances so far;`,
    worked: (seconds: string, reach: number, of: number) =>
      `The copy worked for ${seconds} s after the log-out, on ${reach} of ${of} instances;`,
    stopped: (of: number) => `All ${of} instances refused the copy at once;`,
    predictedAtOnce: 'predicted: refused at once.',
    prediction: (reach: number, of: number, seconds: string) =>
      `predicted: ${reach} of ${of}, until it expires ${seconds} s after the log-out.`,
    agrees: 'As predicted.',
    disagrees: 'Not as predicted.',
    accepted: 'accepted',
    refused: 'refused',
    lately: 'Recent replays, the latest on the right',
  },

  steps: {
    holds: (instance: string) => `Alice holds a credential from ${instance}.`,
    refused: 'The log-in was refused.',
    expiry: 'The credential expires:',
    copied: (header: string, characters: number) => `${header}, ${characters} characters:`,
    withRefresh: 'The refresh token was copied too.',
    noAffinity: 'The copy has no affinity cookie, so the load balancer treats the thief as a new user.',
    loggedOut: 'Alice has logged out.',
    loggedOutAfter: (tries: number) =>
      `Alice has logged out on attempt ${tries}. Instances that do not know her refused the earlier attempts.`,
    missed: (instance: string, missed: number, of: number) =>
      `Log-out failed: it reached ${instance}, which does not know her session, so the session still works elsewhere. ${missed} of ${of} log-outs fail this way. Alice believes she is logged out; press the button again to retry.`,
    notOut: 'The log-out was refused:',
  },

  panel: {
    title: 'Steal a credential',
    intro: 'Anyone with a copy is treated as the owner. What stops the copy, and how fast?',
    allAtOnce: 'All steps at once',
    one: (seconds: number) => `1. The victim logs in (valid for ${seconds} s)`,
    logIn: 'Alice logs in',
    two: '2. The thief copies her credential',
    copy: 'Copy the credential into a second client',
    three: '3. She logs out once; the thief keeps using the copy',
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
    tried: 'Measured',
    reach: {
      'every-instance': 'The log-out, on all instances',
      'one-instance': 'The log-out on one instance; its expiry on the others',
      nowhere: 'Only its expiry',
      'when-copy-expires': 'The log-out, once the signed copy of the session expires',
    },
    ifItArrives: (missed: number, of: number) =>
      `The log-out, if it reaches the right instance: ${missed} of ${of} do not, and end nothing`,
    atOnce: 'nowhere',
    atOnceIfItArrives: 'nowhere, if the log-out succeeds',
    dead: (of: number) => `refused at once, on all ${of}`,
    until: (reach: number, of: number) => `on ${reach} of ${of}, until it expires`,
    notYet: 'not yet',
    result: (seconds: string, reach: number, of: number) => `${seconds} s on ${reach} of ${of}`,
    soFar: (seconds: string, reach: number, of: number) => `${seconds} s on ${reach} of ${of} so far`,
    choose: (mode: string) => `Try ${mode}`,
  },
};
