// The panel "Do it yourself".

/** What the reason of a prediction names: N, the share that is refused, and requests that succeed per log-in. */
export interface Odds {
  readonly instances: number;
  readonly refused: string;
  readonly perLogIn: number;
}

export const journeyTexts = {
  panel: {
    visitors: 'Log in',
    requests: 'Send requests',
    rates: 'How many are lost',
  },

  logOut: {
    'every-instance': (by: string) => `${by} revoked it: every instance refuses a copy from now on.`,
    'one-instance': (by: string) =>
      `${by} revoked it in its own memory: the other instances still accept a copy.`,
    nowhere: (by: string) => `${by} revoked nothing: a copy of the token works until it expires.`,
    renewal: (by: string) =>
      `${by} revoked the refresh token: a copy of the access token works until it expires, and cannot be renewed.`,
    refused: (why: string) => `The log-out was lost and revoked nothing. ${why}`,
  },

  chart: {
    measured: 'lost',
    predicted: 'predicted',
    requests: 'requests',
    label: (mode: string, lost: string, predicted: string) =>
      `Share of lost requests of ${mode}: ${lost}, predicted ${predicted}`,
    none: 'none yet',
    unknown: 'unknown',
    noInstances: 'No prediction: no instance is known to be alive.',
    afterFirst: 'The predicted line comes with the first request: what do you expect?',
    unbroken: (why: string) => `Predicted while nothing is broken: ${why}`,
  },

  rates: {
    anew: 'Start counting anew',
    anewHint: 'It starts anew by itself with another mode, other visitors or another number of instances.',
    summary: (mode: string, { sent, lost }: { readonly sent: number; readonly lost: number }) =>
      `${mode}: ${lost} of ${sent} lost.`,
  },

  table: {
    caption: 'Lost requests of logged-in visitors',
    sent: 'Sent',
    lost: 'Lost',
    measured: 'Measured',
    interval: '95 % interval',
    predicted: 'Predicted',
    verdict: 'The prediction',
    agrees: 'lies in it',
    disagrees: 'lies outside',
    undecided: 'not decided: too few requests',
    intervalHint: "The interval is Wilson's: the rates that this measurement does not rule out.",
  },

  predict: {
    title: 'Predict first',
    how: (mode: string, instances: number, count: number) =>
      `A visitor logs in afresh in ${mode} (${instances} ${instances === 1 ? 'instance' : 'instances'}) and sends ${count} requests.`,
    question: (count: number) => `How many of ${count} requests will fail?`,
    go: (count: number) => `Send the ${count} and see`,
    first: (count: number) => `First a guess: a whole number from 0 to ${count}.`,
    wait: 'Wait until the requests that are being sent are answered.',
    noInstances: 'No instance is known to be alive.',
    progress: (done: number, count: number) => `${done} of ${count} sent`,
    stop: 'Stop',
  },

  round: {
    guess: 'Your guess',
    measured: 'Measured',
    predicted: 'Theory',
    exact: 'Your guess was exact.',
    offBy: (by: number) => `You were off by ${by}.`,
  },

  rounds: {
    caption: 'The last rounds',
    mode: 'Mode',
    guess: 'Guess',
    measured: 'Measured',
    predicted: 'Theory',
    instances: (count: number) => `N = ${count}`,
    browser: 'honours Set-Cookie',
  },

  send: {
    send: (count: number) => `Send ${count}`,
    stop: 'Stop',
    nobody: 'Log somebody in first: requests are sent by those who are logged in.',
    missing: (mode: string) => `Nobody is logged in on ${mode}: only the other lane sends.`,
    who: 'Each is sent by one of the visitors at random, and asks who they are.',
    both: 'Both lanes send.',
    progress: (done: number, count: number) => `${done} of ${count} sent`,
  },

  theory: {
    both: 'So was the theory.',
    exact: 'The theory was exact.',
    chance: (by: string) =>
      `The theory is off by ${by}: it predicts the average, and chance picks the instance that each request meets.`,
    off: (by: string) =>
      `The theory is off by ${by}, which chance hardly explains: something is broken, or the number of instances changed.`,
  },

  visitor: {
    out: 'not logged in',
    in: 'logged in',
    lost: 'was logged in',
    taken: 'The cookie was taken away: the instance that did not know the session cleared it. Log in again.',
    issuedBy: 'by',
    session: 'session cookie',
    jwt: 'access token',
    until: (time: string) => `until ${time}`,
  },

  logIn: {
    logIn: (user: string) => `Log ${user} in`,
    again: (user: string) => `Log ${user} in again`,
    logOut: (user: string) => `Log ${user} out`,
  },

  why: {
    alone: () => 'One instance alone meets every request, and knows everybody whom it logged in.',
    portable: () => 'Every instance can check the credential, whichever issued it.',
    sticky: () => 'The balancer sends a user back to the one instance that knows them.',
    remembers: (odds: Odds) =>
      `Only the instance that logged the user in remembers the session; the other ${odds.instances - 1} of ${odds.instances} refuse it: ${odds.refused}.`,
    'holds-key': (odds: Odds) =>
      `Only the instance that issued the credential holds the key to check it; the other ${odds.instances - 1} of ${odds.instances} refuse it: ${odds.refused}.`,
    'cookie-taken': (odds: Odds) =>
      `The first of the other ${odds.instances - 1} of ${odds.instances} instances that is met refuses the session and takes the cookie away, and all that follow are lost. On average ${odds.perLogIn} requests succeed per log-in, however many there are: the more requests per log-in, the higher the predicted line.`,
  },
};
