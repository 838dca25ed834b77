// The panel "Experiments".

export const experimentsTexts = {
  chooser: {
    title: 'What to measure',
    modes: 'Modes',
    allModes: 'all',
    start: 'Start',
    starting: 'Starting …',
    nothing: 'Choose an experiment first.',
    running:
      'An experiment or a probe is already running (perhaps in another tab). Wait for it or cancel it.',
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

  result: {
    report: 'Report',
    open: 'Open report',
    download: (format: string) => `Download ${format}`,
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
