// Virtual users: which of them log in where, and the observations of each, the raw data of a trial.

import { virtualUserCount, virtualUserName } from '@scale-out-lab/core';
import {
  type Answer,
  classify,
  instanceOf,
  noOutcomes,
  type Outcome,
  type Refusal,
  readRefusal,
  reasonOf,
} from '../model/answer.js';

export interface UserRecord {
  readonly username: string;
  /** Logged-in requests sent, whether or not they were answered. */
  sent: number;
  readonly outcomes: Record<Outcome, number>;
  /** Log-ins sent, the first included. */
  logIns: number;
  /** Milliseconds from request to answer, of the successes only: a refusal is fast and would flatter a broken mode. */
  readonly latenciesMs: number[];
  /** Logged-in answers by instance. */
  readonly answersBy: Map<string, number>;
  /** The instances that gave an answer that was `ok`. */
  readonly servedBy: Set<string>;
  /** The requests that were not ok, by problem code. */
  readonly reasons: Map<string, number>;
  /** The same with issuer and refusing instance, of the requests that should have been accepted. */
  readonly refusals: Refusal[];
  /** The instance that gave the current credential. */
  issuer: string | undefined;
  /** On the clock of `performance.now()`; infinite until the first request or answer. */
  firstSentAt: number;
  lastAnsweredAt: number;
}

export function createRecord(username: string): UserRecord {
  return {
    username,
    sent: 0,
    outcomes: noOutcomes(),
    logIns: 0,
    latenciesMs: [],
    answersBy: new Map(),
    servedBy: new Set(),
    reasons: new Map(),
    refusals: [],
    issuer: undefined,
    firstSentAt: Number.POSITIVE_INFINITY,
    lastAnsweredAt: Number.NEGATIVE_INFINITY,
  };
}

/**
 * Records the end of a logged-in request.
 * @param answer undefined if none came
 * @param isRefusalDue whether a refusal was to be expected, and so is not kept
 */
export function recordAnswer(
  record: UserRecord,
  answer: Answer | undefined,
  latencyMs: number,
  isRefusalDue = false,
): Outcome {
  const outcome = classify(answer, record.username);
  const instance = answer && instanceOf(answer);
  record.outcomes[outcome] += 1;
  record.lastAnsweredAt = performance.now();
  if (instance !== undefined) countIn(record.answersBy, instance);
  if (outcome !== 'ok') {
    countIn(record.reasons, reasonOf(answer));
    if (!isRefusalDue) record.refusals.push(readRefusal(answer, record.issuer));
  } else {
    record.latenciesMs.push(latencyMs);
    if (instance !== undefined) record.servedBy.add(instance);
  }
  return outcome;
}

function countIn(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

// Which users log in where: the lab's directory has vu-0001 … vu-1000, and concurrent trials of one mode share none of them.

const usersOfExperiment = 100;
export const usersOfTrial = 10;

/** From 1 on; after the last user comes the first again. */
export function usernameOf(number: number): string {
  return virtualUserName(((number - 1) % virtualUserCount) + 1);
}

export function usernamesFrom(first: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => usernameOf(first + index));
}

/**
 * The first of the ten users of a trial. Each experiment has a hundred, so the eleventh mode has those of the first. `steady` runs
 * alone, and its users begin at vu-0001.
 */
export function firstUserOf(experimentIndex: number, modeIndex: number): number {
  return 1 + experimentIndex * usersOfExperiment + ((modeIndex * usersOfTrial) % usersOfExperiment);
}
