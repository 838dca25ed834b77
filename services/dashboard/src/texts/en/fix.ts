// The panel "Fix it".

export const fixTexts = {
  title: 'Fix it while it runs',
  intro: 'Twenty users stay logged in, and their requests flow through nginx. Change the mode meanwhile.',
  modes: 'Mode of the load',
  rate: 'Load',
  perSecond: (rate: number) => `${rate} requests a second`,
  start: 'Start the load',
  stop: 'Stop the load',
  working: 'The users log in …',
  run: 'An experiment is running. Start the load when it has ended.',
  lost: (share: string) => `${share} lost`,
  recent: (seconds: number) => `in the last ${seconds} s`,
  predicted: 'predicted',
  unpredicted: 'No prediction: the cluster has changed since the log-in.',
  again: 'Press the mode to log in again.',
  total: (failed: number, sent: number) => `${failed} of ${sent} requests lost since the start`,
  ends: (time: string) => `The load ends at ${time}, or when the last page is closed.`,
  history: 'Requests by the second in the last minute: lost ones below, answered ones above.',
};
