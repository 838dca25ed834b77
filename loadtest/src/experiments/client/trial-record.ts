// The record of a scored trial: every request that counts, and how many of them should have been lost.
import type { Outcome } from '../../model/outcome.js';
import { createRecord, recordAnswer, type UserRecord } from '../../users/record.js';
import type { Observation } from '../experiment.js';
import type { Reply } from './cluster-client.js';

/** What the users observed, and the share of their requests that should be lost. */
export type Observed = Pick<Observation, 'records' | 'predicted'>;

export interface TrialRecord {
  /** A log-in, which is not a request that counts. */
  noteLogIn(username: string): void;
  /** A reply to a request that counts. @param expectedLoss the probability that it should be refused */
  note(username: string, reply: Reply, expectedLoss: number): Outcome;
  observed(): Observed;
}

export function createTrialRecord(): TrialRecord {
  const records = new Map<string, UserRecord>();
  let expectedLosses = 0;
  let sent = 0;

  function recordOf(username: string): UserRecord {
    const record = records.get(username) ?? createRecord(username);
    records.set(username, record);
    return record;
  }
  return {
    noteLogIn(username) {
      recordOf(username).logIns += 1;
    },
    note(username, { answer, sentAt, answeredAt }, expectedLoss) {
      const record = recordOf(username);
      sent += 1;
      expectedLosses += expectedLoss;
      record.sent += 1;
      record.firstSentAt = Math.min(record.firstSentAt, sentAt);
      return recordAnswer(record, answer, answeredAt - sentAt, expectedLoss >= 0.5);
    },
    observed: () => ({ records: [...records.values()], predicted: expectedLosses / sent }),
  };
}
