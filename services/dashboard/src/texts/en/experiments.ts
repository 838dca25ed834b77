// The panel "Experiments".

export const experimentsTexts = {
  chooser: {
    title: 'What to measure',
    modes: 'Modes',
    allModes: 'all',
    start: 'Start',
    starting: 'Starting …',
    nothing: 'Choose an experiment first.',
    running: 'An experiment is already running (perhaps in another tab). Wait for it or cancel it.',
    changing: 'Instances are being restarted, started or stopped. Wait for it to finish.',
  },

  command: {
    same: 'In a terminal',
    copy: 'Copy',
    copied: 'Copied',
    own: 'It injects faults into a cluster of its own, not into this one.',
  },

  run: {
    current: 'Current run',
    last: 'Last run',
    earlier: 'Earlier run',
    backToLast: 'Back to the last run',
    trials: (done: number, total: number | null) =>
      total === null
        ? `${done} ${done === 1 ? 'trial' : 'trials'} done`
        : `${done} of ${total} ${total === 1 ? 'trial' : 'trials'}`,
    cancel: 'Cancel',
    cancelling: 'Cancelling …',
    stays: 'The run continues when you close this tab. Every tab shows the same run.',
  },

  earlier: { title: 'Earlier runs' },

  list: {
    experiments: 'Experiments',
    loading: 'Loading the experiments …',
    groups: { scorecard: 'scorecard', faults: 'faults', all: 'all' },
    none: 'none',
    breaks: 'injects a fault',
    obstacle: 'Not available here:',
  },

  load: {
    load: 'Load for steady',
    users: 'Users',
    requests: 'Requests per trial',
    repeats: 'Repeats',
  },

  questions: {
    steady: 'How many requests of logged-in users fail while nothing is broken?',
    revocation:
      'A credential is copied, then its owner logs out once. Is the log-out refused? How long does the copy work after a successful log-out?',
    'single-login':
      'One user logs in ten times at once, each asking to end the others. How many log-ins stay valid? Is a page logged in that calls /me while it logs in?',
    'refresh-race':
      'If a refresh token is used 20 times at once, late, or twice, which honest users are logged out? Can two valid tokens come of it?',
    'logout-race': 'Users log out while requests are in flight. Does an ended session become valid again?',
    forgery: 'Does every instance refuse every class of forged credential with 401, and say how to log in?',
    exposure: 'What can anyone with the credential read without a key? How long is it?',
    expiry: 'Is a credential accepted until it expires, and then refused by every instance?',
    guessing:
      'Someone guesses the password of one user. How many wrong passwords are checked before all further ones are refused?',
    crash: 'One instance crashes under load and restarts. Who is logged out, and which requests fail?',
    'rolling-restart': 'All instances restart one after the other under load. Do requests fail?',
    'redis-crash': 'Redis crashes and restarts, without and with an append-only file. Who is logged out?',
    'redis-stall':
      'Redis stalls for 2 s under load. Which requests fail, and what does Redis carry out late?',
    'instance-stall':
      'One instance stalls for 3 s under load. Do requests fail, and how many users wait longer than a second?',
    'scale-out':
      'Two instances are added under load. Do requests fail, and which users move to another instance?',
    'scale-in':
      'Two instances are removed under load. Do requests fail, and which users move to another instance?',
    'key-rotation':
      'The signing keys are rotated, with an overlap and immediately. Whose credentials are refused?',
  },

  tables: {
    'Logged-in requests lost': 'Logged-in requests lost',
    'Latency and goodput of successes': 'Latency and goodput of successes',
    Scorecard: 'Scorecard',
    Faults: 'Faults',
  },

  result: {
    report: 'Report',
    download: (format: string) => `Download ${format}`,
    language: '',
  },

  trials: {
    title: 'Trials',
    mode: 'mode',
    experiment: 'experiment',
    client: 'client',
    result: 'result',
    agrees: 'as predicted',
    yes: 'as predicted',
    no: 'not as predicted',
    undecided: 'not decided: no possible result would have disagreed',
    unmeasured: 'not measured',
    older: (count: number) =>
      count === 1
        ? '1 earlier trial is not shown here; see the report.'
        : `${count} earlier trials are not shown here; see the report.`,
  },

  status: {
    running: 'Running now',
    agreed: 'Done: no trial disagrees with its prediction.',
    disagreed: 'Done: some trials disagree with their prediction (≠).',
    unmeasured: 'Done, but some trials could not be measured: see the notes.',
    cancelled: 'Cancelled. The trials measured so far are kept.',
    failed: (failure: string) => `Failed. ${failure}`,
  },
};
