import { between, exactly } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import type { FigureTable } from '../../../model/agreement.js';
import { ledgerEntry } from '../../../testing/ledger-entry.js';
import {
  logOutsUndone,
  oneColumn,
  recoveryTime,
  requestsLost,
  secondsUntilLast,
  usersLoggedOut,
  withRecovery,
  writesLost,
} from './losses.js';

const answeredAt = (ms: number) => ledgerEntry({ answeredAt: ms });
const fault = { from: 1000, cleanAt: 4500 };

it('the writes lost are the users logged out and the log-outs undone', () => {
  const rows: FigureTable = {
    [usersLoggedOut]: ['of 12 users', exactly(4, 'They were in memory.'), 5],
    [logOutsUndone]: ['of 60', between(0, 2, 'The last ones.'), 1],
    'slowest answer': ['ms', between(0, 600, 'It times out.'), 300],
    [requestsLost]: ['of 900 requests', between(0, 9, 'Those in flight.'), 2],
  };
  const found = withRecovery(rows, [answeredAt(2000), answeredAt(3500)], fault);
  expect(found[writesLost]?.[1].predicted).toEqual([4, 6]);
  expect(found[writesLost]?.[2]).toBe(6);
  expect(found[recoveryTime]?.[1].predicted).toEqual([0, 3.5]);
  expect(found[recoveryTime]?.[2]).toBe(2.5);
  expect(found).toMatchObject(rows);
});

it('where no request may be lost, the recovery time is predicted as 0', () => {
  const rows: FigureTable = { [requestsLost]: ['of 900 requests', exactly(0, 'All are retried.'), 0] };
  const found = withRecovery(rows, [], fault);
  expect(found[recoveryTime]?.slice(1)).toEqual([exactly(0, 'No request fails.'), 0]);
});

it('a fault that is injected in two ways names the figures of each', () => {
  const [column] = oneColumn({ en: 'the same, saved', ko: '같음, AOF' }, (figure) => `${figure}, saved`);
  expect(column?.recovery).toEqual([`${writesLost}, saved`, `${recoveryTime}, saved`]);
});

it('the last of 200,000 losses is found', () => {
  const lost = Array.from({ length: 200_000 }, (_, at) => answeredAt(1000 + at / 100));
  expect(secondsUntilLast(lost, 1000)).toBeCloseTo(2, 2);
});
