// The words of a probe's report in English. The names of causes and parts are the same in every language, as in --json.
import type { Diagnosis, ProbeReport } from '@scale-out-lab/core/wire';
import { countOf, listOf } from '../../model/words.js';

export interface Sizes {
  readonly failed: string;
  readonly requests: number;
  readonly range: string;
}

export const en = {
  code: 'en' as string,
  verdicts: {
    healthy: 'HEALTHY: a logged-in user stays logged in.',
    broken: 'BROKEN: log-in does not work properly on every instance.',
    undecided: 'UNDECIDED: the probe cannot determine whether log-in works.',
  } satisfies Record<ProbeReport['verdict'], string>,
  /** Of the summary in one line. */
  outcomes: { healthy: 'healthy', broken: 'broken', undecided: 'undecided' } satisfies Record<
    ProbeReport['verdict'],
    string
  >,
  confidences: {
    confirmed: 'confirmed',
    likely: 'likely',
    'cannot-tell': 'cannot tell',
  } satisfies Record<Diagnosis['confidence'], string>,
  labels: {
    rate: 'Failure rate',
    instances: 'Instances',
    sent: 'Sent',
    protocol: 'Protocol',
    watch: 'Watch',
    loggedIn: 'logged in',
    failed: 'failed',
    notes: 'Notes',
  },
  titles: {
    html: (url: string) => `Probe of ${url}`,
    markdown: (verdict: string) => `Log-in over several instances: ${verdict}`,
  },
  rate: ({ failed, requests, range }: Sizes) => `${failed} of ${countOf(requests, 'checks')} (95%: ${range})`,
  failed: ({ failed, requests, range }: Sizes) => `${failed} of ${requests} checks failed (95%: ${range})`,
  sent: (requests: number, logIns: number, seconds: number) =>
    `${countOf(requests, 'requests')}, ${logIns} of them log-ins, in ${seconds} s`,
  sentFrom: (requests: number, logIns: number, seconds: number, date: string) =>
    `${requests} requests, ${logIns} of them log-ins, in ${seconds} s from ${date}.`,
  partSizes: (checks: string, failures: string) => `${checks} checks ${failures} failed`,
  columns: {
    part: 'checks',
    sent: 'sent',
    failed: 'failed',
    interval: '95% interval',
    rate: 'failure rate, 0 to 100%',
  },
  protocols: (names: ProbeReport['protocols']) => listOf(names) || 'none',
  instances: {
    named: (names: readonly string[]) => `${names.length}, by name: ${names.join(', ')}`,
    untold: 'cannot be distinguished',
    byPeriod: (count: number) => `${count}, by the period of the rotation`,
    byRate: (count: string, low: string, high: string) =>
      `about ${count} by the failure rate (95%: ${low}–${high})`,
  },
  watch: {
    bars: (seconds: number, width: number) => `${seconds} s, ${width} s for each bar`,
    stayed: (stayed: number, users: number) => `${stayed} of ${countOf(users, 'users')} stayed logged in`,
    stayedFor: (stayed: number, users: number, seconds: number) =>
      `${stayed} of ${users} users stayed logged in for ${seconds} s.`,
  },
  unverified: 'The certificate was not verified (--insecure).',
  notRun: (part: string) => `Not run: ${part}.`,
};

/** What a report needs in each language; a missing key does not compile. */
export type ProbeTexts = typeof en;
