// The panel "Probe".
import type { Cause, Diagnosis, ProbePart, ProbeReport } from '@scale-out-lab/core/wire';
import { finePercent } from '../format.js';

export const probeTexts = {
  form: {
    title: 'Does log-in survive several instances in your application?',
    intro:
      'The probe logs in to an application on the machine of the control room, as npm run probe does. At first it is this lab, in the chosen mode.',
    url: 'Address',
    login: 'Log-in (… stands for the password)',
    password: 'Password',
    check: 'Check that needs a log-in',
    expect: 'Text that proves the log-in',
    tokenPath: 'Token in the answer (empty: cookies)',
    logOut: 'Log-out (empty: not tested)',
    rate: 'Requests per second',
    start: 'Probe',
    busy: 'Another operation is running. Wait for it or cancel it.',
  },

  run: {
    title: 'Result',
    running: (url: string) => `Probing ${url} …`,
    progress: (line: string) => line,
    cancel: 'Cancel',
    cancelled: 'Cancelled before the end.',
    failed: 'Nothing was measured.',
  },

  verdicts: {
    healthy: 'Healthy: a logged-in user stays logged in.',
    broken: 'Broken: log-in does not work properly on every instance.',
    undecided: 'Undecided: the probe cannot determine whether log-in works.',
  } satisfies Record<ProbeReport['verdict'], string>,

  result: {
    rate: (share: number, checks: number, low: number, high: number) =>
      `${finePercent(share)} of ${checks} checks failed (95%: ${finePercent(low)}–${finePercent(high)}).`,
    instances: (count: string) => `Instances: ${count}.`,
    untold: 'cannot be distinguished',
    protocol: (names: string) => `Protocol: ${names}.`,
    parts: 'Checks',
    columns: { part: 'Client and connection', sent: 'Sent', failed: 'Failed' },
    diagnosis: (cause: string, confidence: string) => `${cause} (${confidence})`,
    remedy: 'What to change',
    evidence: 'Evidence',
    /** The evidence and the notes are those of the command line. */
    language: '',
    notes: 'Notes',
    notRun: (step: string) => `Not run: ${step}.`,
  },

  confidences: {
    confirmed: 'confirmed',
    likely: 'likely',
    'cannot-tell': 'cannot tell',
  } satisfies Record<Diagnosis['confidence'], string>,

  parts: {
    'pinned-fresh': 'script, new connections',
    'pinned-kept': 'script, one connection',
    'browser-fresh': 'browser, new connections',
    'browser-kept': 'browser, one connection',
    'other-addresses': 'from other addresses',
    'http2-fresh': 'HTTP/2, new connections',
    'http2-kept': 'HTTP/2, streams of one connection',
  } satisfies Record<ProbePart, string>,

  causes: {
    'state-in-memory': 'Sessions in the memory of each instance',
    'own-signing-keys': 'A signing key for each instance',
    'own-cookie-secret': 'A cookie secret for each instance',
    'cookie-cleared-on-miss': 'Cookie deleted by an instance that does not know it',
    'affinity-by-connection': 'Log-in that lasts as long as a connection',
    'affinity-by-address': 'Log-in that depends on the address of the user',
    'affinity-by-cookie': 'Affinity by a cookie',
    'cookie-not-stored': 'Cookie that a browser does not store',
    'sign-in-split': 'Log-in split over instances',
    'logout-misses': 'Log-out that reaches one instance',
    'not-revoked': 'Credential that works after the log-out',
    'clock-skew': 'Wrong clock of an instance',
    'stale-key': 'Old key of an instance',
    'store-unavailable': 'Session store that does not answer',
    'store-lost': 'Session store that lost data',
    expiry: 'Expiry',
    'refresh-race': 'Refreshes at once',
    'rate-limit': 'Rate limit',
    'header-too-large': 'Header too large',
    healthy: 'Healthy',
  } satisfies Record<Cause, string>,

  /** The English remedy is the report's own, in the words of the framework. */
  remedies: {} as Readonly<Record<string, string>>,
};
