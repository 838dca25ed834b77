// The panel "Try it".

/** The values in the reason of a prediction: N, the share that is refused, and requests that succeed per log-in. */
export interface Odds {
  readonly instances: number;
  readonly refused: string;
  readonly perLogIn: number;
}

export const journeyTexts = {
  panel: {
    visitors: 'Visitors',
    rates: 'How many requests fail',
  },

  logOut: {
    'every-instance': (by: string) => `${by} revoked it. Every instance now refuses a copy.`,
    'one-instance': (by: string) =>
      `${by} revoked it in its own memory. The other instances still accept a copy.`,
    nowhere: (by: string) => `${by} revoked nothing. A copy of the token works until it expires.`,
    'when-copy-expires': (by: string) =>
      `${by} ended the session. A copy works until the signed copy in its cookie expires.`,
    renewal: (by: string) =>
      `${by} revoked the refresh token. A copy of the access token works until it expires and cannot be renewed.`,
    refused: (why: string) => `Log-out failed: it revoked nothing. ${why}`,
  },

  chart: {
    measured: 'failed',
    predicted: 'predicted',
    requests: 'requests',
    label: (mode: string, lost: string, predicted: string) =>
      `Share of failed requests in ${mode}: ${lost}, predicted ${predicted}`,
    unknown: 'unknown',
    noInstances: 'No prediction: no instance is up.',
    afterFirst: 'The predicted line appears with the first request. What do you expect?',
    unbroken: (why: string) => `Prediction without faults: ${why}`,
  },

  rates: {
    reset: 'Reset counts',
    resetHint: 'They also reset when you change the mode, the visitors or the number of instances.',
    summary: (mode: string, { sent, lost }: { readonly sent: number; readonly lost: number }) =>
      `${mode}: ${lost} of ${sent} failed.`,
  },

  table: {
    caption: 'Failed requests of logged-in visitors',
    sent: 'Sent',
    lost: 'Failed',
    measured: 'Measured',
    interval: '95% interval',
    predicted: 'Predicted',
    verdict: 'Prediction inside the interval?',
    agrees: 'yes',
    disagrees: 'no',
    undecided: 'not decided: too few requests',
    intervalHint: 'Wilson score interval: the rates that this measurement does not rule out.',
  },

  predict: {
    title: 'Predict first',
    how: (mode: string, instances: number, count: number) =>
      `A visitor logs in to ${mode} (${instances} ${instances === 1 ? 'instance' : 'instances'}) and sends ${count} requests.`,
    question: (count: number) => `How many of ${count} requests will fail?`,
    go: (count: number) => `Send ${count} requests and compare`,
    first: (count: number) => `Enter your guess first: a whole number from 0 to ${count}.`,
    wait: 'Wait for the answers to the current requests.',
    noInstances: 'No instance is up.',
  },

  round: {
    guess: 'Your guess',
    measured: 'Measured',
    predicted: 'Theory',
    exact: 'Your guess was exact.',
    offBy: (by: number) => `You were off by ${by}.`,
  },

  rounds: {
    caption: 'Recent rounds',
    mode: 'Mode',
    guess: 'Guess',
    instances: (count: number) => `N = ${count}`,
    browser: 'a browser',
  },

  send: {
    send: (count: number) => `Send ${count}`,
    stop: 'Stop',
    nobody: 'Log alice in, then send 10.',
    missing: (mode: string) => `No visitor is logged in to ${mode}: it gets no requests.`,
    who: 'Sends GET /me of a random visitor.',
    progress: (done: number, count: number) => `${done} of ${count} sent`,
  },

  theory: {
    both: 'So was the theory.',
    exact: 'The theory was exact.',
    chance: (by: string) =>
      `The theory is off by ${by}: it predicts the average, and chance decides which instance each request reaches.`,
    off: (by: string) =>
      `The theory is off by ${by}, more than chance explains: something is broken, or the number of instances changed.`,
  },

  introduction: {
    'log-in': 'Watch: alice logs in.',
    requests: 'She sends six requests.',
    over: 'Your turn: send, or change the mode.',
  },

  verdict: {
    none: 'Nothing sent yet',
    refused: (count: number, of: number) => `${count} of ${of} refused`,
    failed: (count: number, of: number) => `${count} of ${of} failed`,
    predicted: (share: string) => `predicted ${share}`,
  },

  visitor: {
    out: 'not logged in',
    in: 'logged in',
    lost: 'logged out',
    taken: 'An instance that did not know the session told the browser to delete the cookie. Log in again.',
    issuedBy: 'by',
    session: 'session cookie',
    jwt: 'access token',
    until: (time: string) => `until ${time}`,
  },

  logIn: {
    logIn: (user: string) => `Log ${user} in`,
    logOut: (user: string) => `Log ${user} out`,
  },

  why: {
    alone: () => 'The only instance gets every request and knows every user that it logged in.',
    portable: () => 'Every instance can verify the credential, whichever issued it.',
    sticky: () => 'The load balancer sends each user back to the instance that knows them.',
    remembers: (odds: Odds) =>
      `Only the instance that logged the user in remembers the session; the other ${odds.instances - 1} of ${odds.instances} refuse it: ${odds.refused}.`,
    'holds-key': (odds: Odds) =>
      `Only the instance that issued the credential has the key to verify it; the other ${odds.instances - 1} of ${odds.instances} refuse it: ${odds.refused}.`,
    'cookie-taken': (odds: Odds) =>
      `The first request that reaches one of the other ${odds.instances - 1} of ${odds.instances} instances deletes the cookie, and all later requests fail. On average ${odds.perLogIn} requests succeed per log-in, so the predicted line rises with the number of requests per log-in.`,
  },
};
