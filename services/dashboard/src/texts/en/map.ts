// The live map of the cluster.

export const mapTexts = {
  cluster: { title: 'The cluster, live', waiting: 'Loading the state of the cluster …' },

  carried: { nothing: 'no credential', whole: 'The whole header', refresh: 'with the refresh token' },

  details: { title: 'Request details', close: 'Close' },

  latest: { title: 'Latest requests', none: 'None yet: log in and send one.', nobody: 'no answer' },

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
    words: 'Original text',
    issued: 'Issued by',
    served: 'Served by',
    nobody: 'no instance',
    unknown: 'unknown',
    retried: 'nginx tried another instance first, which did not answer.',
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
      `Tried to verify the signature of the ${of} with ${keys}; it does not match${ms}. No further look-up.`,
    nobody: 'The request reached no instance.',
    nothing: 'Nothing: the request carried no credential.',
    unreadable: 'The credential is unreadable. No further look-up.',
    password: 'Checked the password against the user list that every instance has.',
    goodClaims: 'Checked the audience and the validity period of the token: valid.',
    badClaims: 'Checked the audience and the validity period of the token: not valid here and now.',
    copied: 'Nothing else: the signed copy of the session was enough.',
    nothingElse: 'Nothing else: the contents of the token were enough.',
    wrote: ({ where }: { where: string }) => `Wrote the result to ${where}.`,
    session: ({ where, ms }: Record<'where' | 'ms', string>) => `Looked up the session in ${where}${ms}: `,
    denylist: ({ where, ms }: Record<'where' | 'ms', string>) =>
      `Looked up the token in the denylist in ${where}${ms}: `,
    'refresh-token': ({ where, ms }: Record<'where' | 'ms', string>) =>
      `Looked up the refresh token in ${where}${ms}: `,
    findings: {
      session: { found: 'found.', 'not-found': 'not found.', 'no-answer': 'no answer.' },
      denylist: { found: 'revoked.', 'not-found': 'not revoked.', 'no-answer': 'no answer.' },
    },
  },

  legend: {
    dots: 'Every dot is a real request, in the colour and shape of the instance that answers it. Click a dot to see its credential.',
    still: 'The lines that a request takes light up. The list below shows the results.',
    pace: ({ ms, seconds }: { ms: string; seconds: string }) =>
      `Last request: ${ms} ms (shown in slow motion, ${seconds} s).`,
    share: ({ shown, seen }: { shown: number; seen: number }) =>
      `Showing ${shown} of ${seen} requests per second.`,
  },

  logIns: {
    title: 'Log-ins kept here',
    token: 'token',
    refresh: 'refresh token',
    left: 'still here',
    lost: 'lost',
    pending: 'pending sign-in',
    routes: 'Routes of the visitors',
  },

  answers: {
    counts: ({ accepted, refused }: { accepted: number; refused: number }) =>
      `${accepted} accepted, ${refused} refused`,
  },

  instance: {
    logIns: 'sessions',
    logInsOf: ({ mode }: { mode: string }) => `sessions, ${mode}`,
    gone: 'gone',
    none: '–',
    memory: 'memory',
    uptime: 'up',
    rate: 'requests',
    clock: 'clock',
    perSecond: ({ rate }: { rate: string }) => `${rate}/s`,
    units: { h: ' h', min: ' min', s: ' s' },
    off: ({ seconds }: { seconds: number }) => `${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead'}`,
  },

  nginx: {
    name: 'nginx',
    'round-robin': 'round robin',
    sticky: 'sticky',
  },

  provider: {
    name: 'Provider',
    what: 'checks the password',
  },

  redis: {
    name: 'Redis',
    unused: 'not used in this mode',
    keys: 'keys',
    memory: 'memory',
    file: 'on disk',
    persistent: 'yes (AOF)',
    volatile: 'no',
    nodes: 'Servers of Redis',
    roles: { primary: 'primary', replica: 'replica' },
    replicaOf: ({ primary }: { primary: string }) => `replica of ${primary}`,
  },

  partMenu: {
    open: ({ part }: { part: string }) => `Break or start ${part}`,
  },

  visitors: {
    visitors: 'Visitors',
    empty: 'not logged in',
    crowd: (count: number) => `${count} visitors`,
    victim: 'victim',
    thief: 'victim and thief',
    loadTest: 'Load test',
    load: 'Load',
    runs: 'running an experiment',
  },

  life: {
    alive: 'up',
    starting: 'starting',
    draining: 'draining',
    stalled: 'stalled',
    cutOff: 'cut off',
    dead: 'down',
  },

  kinds: {
    login: 'log-in',
    me: 'GET /me',
    logout: 'log-out',
    refresh: 'renewal',
    sessions: 'list of log-ins',
    end: 'end of a log-in',
  },

  outcome: {
    accepted: 'accepted',
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
      'not-remembered': 'not recorded',
    },
  },

  stage: { parts: 'The parts of the cluster, in the order of a request', instances: 'Instances' },
};
