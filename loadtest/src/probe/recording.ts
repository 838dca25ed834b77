// From the recording of a probe to its report: the same answers always give the same verdict.
import { usageError } from '@scale-out-lab/core';
import type { Observations, ProbeRecording, ProbeReport } from '@scale-out-lab/core/wire';
import { largest } from '../statistics/samples.js';
import { judgeProbe } from './diagnose.js';
import { estimateInstances } from './instances.js';
import { checksOf, expiredOf } from './observations.js';
import { summariseWatch } from './watch.js';

/** Rejects with an ExitError (2) when the text is not a recording. */
export async function parseRecording(path: string, text: string): Promise<ProbeRecording> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw usageError(`${path} is not JSON; expected a file that --raw or --bundle wrote.`, { cause });
  }
  // Loaded here because few commands read a recording, and it slows the start of every command.
  const { default: Schema } = await import('typebox/schema');
  const { probeRecording } = await import('@scale-out-lab/core/wire');
  if (!Schema.Check(probeRecording, value))
    throw usageError(
      `${path} is not a recording of this version of the probe; expected a file that --raw or --bundle wrote.`,
    );
  return value as ProbeRecording;
}

export function judgeRecording(recording: ProbeRecording): ProbeReport {
  const { url, date, seconds, logIns, sent, protocols, isTlsVerified, limit, seen, notRun } = recording;
  const sizes = { schemaVersion: 1, url, date, seconds, logIns, sent, protocols, isTlsVerified } as const;
  if (typeof seen === 'string') return { ...sizes, ...unmeasured, reason: seen };
  const judgement = judgeProbe(seen, notRun.length === 0 && !seen.isWatch, limit);
  const watch = seen.isWatch ? summariseWatch(seen.users) : null;
  return {
    ...sizes,
    ...judgement,
    ...(watch && verdictOf(watch, judgement)),
    watch,
    instances: estimateInstances(seen),
    framework: seen.form.framework,
    remarks: [...recording.remarks, ...(judgement.verdict === 'healthy' ? limitsOf(recording, seen) : [])],
    notRun,
  };
}

/** A watch shows what happened to its users. It is too short and too narrow to call an application healthy. */
function verdictOf(
  { users, loggedOut }: NonNullable<ProbeReport['watch']>,
  { verdict }: Pick<ProbeReport, 'verdict'>,
): Pick<ProbeReport, 'verdict' | 'reason'> {
  if (loggedOut > 0 || verdict === 'broken') return { verdict: 'broken', reason: null };
  if (users === 0) return { verdict: 'undecided', reason: noUsers };
  return {
    verdict,
    reason: `All ${users} users stayed logged in during the watch, which measures no other part.`,
  };
}

const noUsers = 'No user was logged in when the watch ended, so it shows nothing.';

const unmeasured = {
  verdict: 'undecided',
  requests: 0,
  failureRate: 0,
  interval: [0, 1],
  instances: { estimate: null, interval: null, named: [] },
  diagnoses: [],
  framework: null,
  parts: [],
  watch: null,
  remarks: [],
  notRun: [],
} as const;

/** The faults that a healthy result cannot exclude. */
function limitsOf({ hasOtherAddresses, hasLogOut }: ProbeRecording, seen: Observations): readonly string[] {
  return [
    ...(seen.identities || seen.affinityCookies.length > 0
      ? []
      : ['No answer distinguishes the instances: the result is the same for one instance.']),
    ...(hasOtherAddresses
      ? []
      : [
          'All requests came from one address: a balancer that works by address shows only one instance to it.',
        ]),
    ...describeUnseenExpiry(seen),
    ...(hasLogOut ? [] : ['Log-out was not tested: name its request with --log-out.']),
  ];
}

/** The probe does not wait for the end of a credential. */
function describeUnseenExpiry(seen: Observations): readonly string[] {
  const { lifetimeSeconds } = seen;
  if (expiredOf(seen) > 0) return [];
  const oldest = largest(checksOf(seen, 'pinned-fresh').map(({ ageMs }) => Math.ceil(ageMs / 1000)));
  if (lifetimeSeconds === undefined)
    return [`The credential states no end: a log-in that ends later than after ${oldest} s does not show.`];
  return [
    `The credential states ${lifetimeSeconds} s; no check was sent so late, so its end was not observed.`,
  ];
}
