// The panel "Experiments".

export const experimentsTexts = {
  chooser: {
    title: 'What is to be measured',
    modes: 'Modes',
    allModes: 'all',
    start: 'Start',
    starting: 'Starting …',
    nothing: 'Choose an experiment first.',
    running: 'A run goes on, in this tab or another. Wait until it is over, or cancel it.',
    changing: 'The instances are being restarted or changed in number. Wait until that is over.',
  },

  command: {
    same: 'The same in a terminal',
    copy: 'Copy',
    copied: 'Copied',
    own: 'It breaks a cluster of its own, not this one.',
  },

  run: {
    goesOn: 'The run that goes on',
    last: 'The last run',
    earlier: 'An earlier run',
    backToLast: 'Back to the last run',
    trials: (done: number, total: number | null) =>
      total === null
        ? `${done} ${done === 1 ? 'trial' : 'trials'} done`
        : `${done} of ${total} ${total === 1 ? 'trial' : 'trials'}`,
    cancel: 'Cancel',
    cancelling: 'Cancelling …',
    stays: 'Closing this tab does not stop it, and every tab sees the same run.',
  },

  earlier: { title: 'Earlier runs' },

  list: {
    experiments: 'Experiments',
    loading: 'Asking the control room …',
    groups: { scorecard: 'scorecard', faults: 'faults', all: 'all' },
    none: 'none',
    breaks: 'breaks something',
    obstacle: 'Cannot be done here:',
  },

  load: {
    load: 'Load of steady',
    users: 'Users',
    requests: 'Requests of a trial',
    repeats: 'Repeats',
  },

  questions: {
    steady: 'How many logged-in requests are lost while nothing is broken?',
    revocation:
      'A credential is copied and its owner logs out once: is the log-out refused, and how long does the copy work after one that arrives?',
    'single-login':
      'One user logs in ten times at once, each time to end all other log-ins: how many are left? And is a page logged in that asks for its user while it logs in?',
    'refresh-race':
      'Refresh tokens that come at once, again, or too late: which honest users are logged out, and do two descendants live?',
    'logout-race': 'Log-outs amid requests that are in flight: does a session come back to life?',
    forgery:
      'Is every class of forged credential refused by every instance, with 401 and how to log in instead?',
    exposure: 'What can anyone who holds the credential read without a key, and how long is it?',
    expiry: 'Is a credential accepted until it expires, and refused from then on by every instance?',
    guessing:
      'One user is guessed at: how many wrong passwords are checked before all further ones are refused?',
    crash:
      'One instance is killed while requests go on, and comes back: who is logged out, and what is lost?',
    'rolling-restart':
      'All instances are restarted, one after the other, while requests go on: is anything lost?',
    'redis-crash': 'Redis is killed and comes back, without and with an append-only file: who is logged out?',
    'redis-stall': 'Redis is frozen for 2 s while requests go on: what is lost, and what does it do late?',
    'instance-stall':
      'One instance is frozen for 3 s while requests go on: is anything lost, and how many users wait longer than a second?',
    'scale-out': 'Two instances are added while requests go on: is anything lost, and who is moved?',
    'scale-in': 'Two instances are taken away while requests go on: is anything lost, and who is moved?',
    'key-rotation':
      'The signing keys are replaced, with an overlap and by a hard cut: whose credential is refused?',
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
        ? '1 earlier trial is not shown; the report has it.'
        : `${count} earlier trials are not shown; the report has each.`,
  },

  status: {
    running: 'It goes on.',
    agreed: 'It is over, and nothing disagrees with its prediction.',
    disagreed: 'It is over, and not everything is as predicted: see what has a ≠.',
    unmeasured: 'It is over, but not everything could be measured: see what is said of it.',
    cancelled: 'It was cancelled; what had been measured by then is kept.',
    failed: (failure: string) => `It failed. ${failure}`,
  },
};
