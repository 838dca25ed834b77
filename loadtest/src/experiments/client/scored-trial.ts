// A scored trial: its conditions, a client, and the record of every request that counts.

import { instanceRequest, meRequest } from '../../http/requests.js';
import type { Outcome } from '../../model/answer.js';
import { createRecord, recordAnswer, type UserRecord, usernameOf, usersOfTrial } from '../../users/record.js';
import { randomOpenRequests } from '../../users/virtual-user.js';
import type { Observation, TrialPlan } from '../experiment.js';
import type { Clocks } from './clocks.js';
import type { ModeClient, Reply } from './cluster-client.js';
import { type LogIn, logIn } from './log-in.js';

export interface ScoredTrial extends TrialPlan, ModeClient {
  readonly record: TrialRecord;
}

/** One of the users of the trial, in rotation. */
export function usernameIn({ firstUser }: TrialPlan, index: number): string {
  return usernameOf(firstUser + (index % usersOfTrial));
}

/** A log-in that the record of the trial counts. */
export async function logInRecorded(
  trial: ScoredTrial,
  username: string,
  terms?: Parameters<typeof logIn>[2],
): Promise<LogIn> {
  const owner = await logIn(trial, username, terms);
  trial.record.noteLogIn(username);
  return owner;
}

/** Sends a random number of requests: otherwise the rotation would continue from the last request. */
export async function turnRotation({ cluster, instances }: ScoredTrial): Promise<void> {
  for (let left = randomOpenRequests(instances.length); left > 0; left -= 1)
    await cluster.send(instanceRequest);
}

/**
 * Shows the credential to every instance. Resolves to whether one of them accepts it.
 * @param lossOn the probability that this instance should refuse it
 */
export async function isAcceptedAnywhere(
  { cluster, mode, record }: Pick<ScoredTrial, 'cluster' | 'mode' | 'record'>,
  { username, credential }: Pick<LogIn, 'username' | 'credential'>,
  lossOn: (instance: string) => number,
): Promise<boolean> {
  const replies = await cluster.checkOnEveryInstance(meRequest(mode, credential));
  const outcomes = replies.map((reply) => record.note(username, reply, lossOn(reply.instance ?? '')));
  return outcomes.includes('ok');
}

/** The observations of the users, and the predicted share of lost requests. */
export type Observed = Pick<Observation, 'records' | 'predicted'>;

type TrialRecord = ReturnType<typeof createTrialRecord>;

export function createTrialRecord() {
  const records = new Map<string, UserRecord>();
  let expectedLosses = 0;
  let sent = 0;

  function recordOf(username: string): UserRecord {
    const record = records.get(username) ?? createRecord(username);
    records.set(username, record);
    return record;
  }
  return {
    /** A log-in, which is not a request that counts. */
    noteLogIn(username: string): void {
      recordOf(username).logIns += 1;
    },
    /** A reply to a request that counts. @param expectedLoss the probability that it should be refused */
    note(username: string, { answer, sentAt, answeredAt }: Reply, expectedLoss: number): Outcome {
      const record = recordOf(username);
      sent += 1;
      expectedLosses += expectedLoss;
      record.sent += 1;
      record.firstSentAt = Math.min(record.firstSentAt, sentAt);
      return recordAnswer(record, answer, answeredAt - sentAt, expectedLoss >= 0.5);
    },
    observed: (): Observed => ({ records: [...records.values()], predicted: expectedLosses / sent }),
  };
}

// Shows a credential to every instance, round after round, and records the answers.

export interface Replay extends Reply {
  readonly isAccepted: boolean;
  /** Whether it certainly arrived before the credential's expiry on that instance, or certainly after it. */
  readonly phase: Phase;
}

type Phase = 'before' | 'around' | 'after';

interface ReplayOptions {
  readonly logIn: LogIn;
  readonly clocks: Clocks;
  /** Whether that instance should accept it before its expiry. */
  accepts(instance: string): boolean;
  /** Called after each round over all instances. */
  isLast(round: readonly Replay[]): boolean;
}

const pauseMs = 60;
/** A copy that still works this long after its expiry proves that it lives too long. */
const longestOverstayMs = 3000;
const lossIn = { before: 0, around: 0.5, after: 1 } as const satisfies Record<Phase, number>;

/** Ends after the last round, or a while after the expiry. */
export async function replay(
  { cluster, mode, instances, record }: ScoredTrial,
  { logIn, clocks, accepts, isLast }: ReplayOptions,
): Promise<readonly Replay[]> {
  const expiries = instances.map((instance) => clocks.expiryOn(instance, logIn).latest);
  const endAt = Math.max(...expiries) + longestOverstayMs;
  const replays: Replay[] = [];
  for (;;) {
    const replies = await cluster.checkOnEveryInstance(meRequest(mode, logIn.credential));
    const round = replies.map((reply) => {
      const phase = phaseOf(reply, clocks, logIn);
      const loss = accepts(reply.instance ?? '') ? lossIn[phase] : 1;
      return { ...reply, phase, isAccepted: record.note(logIn.username, reply, loss) === 'ok' };
    });
    replays.push(...round);
    if (isLast(round) || performance.now() > endAt) return replays;
    await cluster.pause(pauseMs);
  }
}

function phaseOf({ instance = '', sentAt, answeredAt }: Reply, clocks: Clocks, logIn: LogIn): Phase {
  const { earliest, latest } = clocks.expiryOn(instance, logIn);
  if (answeredAt < earliest) return 'before';
  return sentAt > latest ? 'after' : 'around';
}
