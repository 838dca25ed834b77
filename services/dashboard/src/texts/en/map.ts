// The live map of the cluster.

export const mapTexts = {
  cluster: { title: 'The cluster, live', waiting: 'Waiting for the control room to say what runs …' },

  carried: { nothing: 'no credential', whole: 'The whole header', refresh: 'and the refresh token' },

  details: {
    title: 'One request',
    close: 'Close',
  },

  latest: { title: 'Latest requests', none: 'None yet: log in and send one.', nobody: 'nobody' },

  news: {
    counts: ({ accepted, refused }: { accepted: number; refused: number }) =>
      `${accepted} accepted, ${refused} refused.`,
  },

  rows: {
    sent: 'Sent',
    when: ({ time, ms }: { time: string; ms: string }) => `${time}, answered after ${ms} ms`,
    carried: 'Carried',
    looked: 'Looked up',
    answer: 'Answer',
    words: 'In its words',
    issued: 'Issued by',
    served: 'Served by',
    nobody: 'nobody',
    unknown: 'not known',
    retried: 'nginx asked another instance first, which did not answer.',
    status: ({ status }: { status: number | null }) => (status === null ? 'No answer' : `HTTP ${status}`),
  },

  lookUp: {
    keys: {
      shared: 'the secret that all instances share',
      own: 'its own secret, which no other instance has',
      published: 'the public key that the issuer has published',
    },
    stores: { memory: 'its own memory', redis: 'Redis' },
    credentials: { session: 'cookie', jwt: 'token' },
    goodSignature: ({ of, keys, ms }: Record<'of' | 'keys' | 'ms', string>) =>
      `Verified the signature of the ${of} with ${keys}${ms}.`,
    badSignature: ({ of, keys, ms }: Record<'of' | 'keys' | 'ms', string>) =>
      `Tried to verify the signature of the ${of} with ${keys}: it does not match${ms}. It looked no further.`,
    nobody: 'The request did not get as far as an instance.',
    nothing: 'Nothing: there was no credential to look for.',
    unreadable: 'Could not even read the credential, so it looked no further.',
    password: 'Checked the password against the directory of users, which every instance has.',
    goodClaims: 'Read in the token who it is for, from when and until when: all of it holds.',
    badClaims: 'Read in the token who it is for, from when and until when: it does not hold here and now.',
    nothingElse: 'Nothing else: what the token says was enough.',
    wrote: ({ where }: { where: string }) => `Wrote down what came of it in ${where}.`,
    session: ({ where, ms }: Record<'where' | 'ms', string>) => `Looked for the session in ${where}${ms}: `,
    denylist: ({ where, ms }: Record<'where' | 'ms', string>) =>
      `Looked in ${where} whether the token was revoked${ms}: `,
    'refresh-token': ({ where, ms }: Record<'where' | 'ms', string>) =>
      `Looked for the refresh token in ${where}${ms}: `,
    findings: {
      session: { found: 'it is there.', 'not-found': 'it is not there.', 'no-answer': 'no answer.' },
      denylist: { found: 'it was.', 'not-found': 'it was not.', 'no-answer': 'no answer.' },
      'refresh-token': {
        found: 'its log-in is known.',
        'not-found': 'no log-in goes with it.',
        'no-answer': 'no answer.',
      },
    },
  },

  legend: {
    dots: 'Every dot is a real request, in the colour and shape of the instance that answers it. Click one to see what it carried.',
    still: 'The lines on which a request went light up; the list below says what came of it.',
    pace: ({ ms, seconds }: { ms: string; seconds: string }) =>
      `The last request really took ${ms} ms; its way is drawn in ${seconds} s.`,
    share: ({ shown, seen }: { shown: number; seen: number }) =>
      `Showing ${shown} of ${seen} requests a second.`,
  },

  instance: {
    logIns: 'log-ins held',
    logInsOf: ({ mode }: { mode: string }) => `log-ins held, ${mode}`,
    gone: 'gone',
    none: '–',
    memory: 'memory',
    uptime: 'up for',
    rate: 'requests',
    clock: 'clock',
    perSecond: ({ rate }: { rate: string }) => `${rate}/s`,
    units: { h: ' h', min: ' min', s: ' s' },
    off: ({ seconds }: { seconds: number }) => `${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead'}`,
  },

  nginx: {
    name: 'nginx',
    'round-robin': 'to each instance in turn',
    sticky: 'returns each visitor to their instance',
  },

  redis: {
    name: 'Redis',
    unused: 'not asked in this mode',
    keys: 'keys',
    memory: 'uses',
    file: 'on disk',
    persistent: 'yes (AOF)',
    volatile: 'no',
  },

  visitors: {
    visitors: 'Visitors',
    nobody: 'nobody is logged in',
    crowd: (count: number) => `a crowd of ${count}`,
    victim: 'a victim',
    thief: 'a victim and a thief',
    loadTest: 'Load test',
    runs: 'an experiment runs',
  },

  life: {
    alive: 'alive',
    starting: 'starting',
    draining: 'draining',
    stalled: 'stalled',
    dead: 'dead',
  },

  kinds: { login: 'log-in', me: 'who am I?', logout: 'log-out', refresh: 'renewal' },

  outcome: {
    accepted: 'accepted',
    retried: 'retried by nginx',
    unanswered: 'no answer',
    reasons: {
      'unknown-session': 'unknown session',
      'bad-signature': 'bad signature',
      'missing-credential': 'no credential',
      'invalid-credentials': 'wrong password',
      'invalid-claims': 'wrong claims',
      malformed: 'unreadable',
      expired: 'expired',
      revoked: 'revoked',
      'reused-token': 'token reused',
      'store-unavailable': 'Redis does not answer',
      'no-instance': 'no instance',
      'not-remembered': 'nothing remembers it',
    },
  },

  stage: { parts: 'The parts of the cluster, on the way of a request', instances: 'Instances' },
};
