// The ledger of a scored trial: every request with the credential after the deed, and how many should have been lost.
import type { Outcome } from '../../model/outcome.js';
import { createRecord, recordAnswer, type UserRecord } from '../../users/record.js';
import type { Reply } from './http.js';

export interface TrialRecord {
  readonly records: readonly UserRecord[];
  /** A log-in, which is not a request that counts. */
  noteLogIn(username: string): void;
  /** A reply to a request that counts; `expectedLoss` is the probability that it should be refused. */
  note(username: string, reply: Reply, expectedLoss: number): Outcome;
  /** The share of the requests that should be lost. */
  predicted(): number;
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
    get records() {
      return [...records.values()];
    },
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
    predicted: () => expectedLosses / sent,
  };
}
