import { expect, it } from 'vitest';
import { type Closed, createLedger } from './ledger.js';

const request = { mode: 'session-redis', username: 'vu-0001', kind: 'read' } as const;
const ok: Closed = {
  status: 200,
  outcome: 'ok',
  code: undefined,
  instance: 'api-1',
  isSocketReused: true,
  isResent: false,
  isRetried: false,
};

it('a ledger balances when every opened request is closed, in any order', () => {
  let now = 0;
  const ledger = createLedger(() => now++);
  ledger.balance();
  const [first, second] = [ledger.open(request), ledger.open(request)];
  ledger.close(second, ok);
  ledger.close(first, ok);
  ledger.balance();
  expect(ledger.entries.map(({ id, sentAt, answeredAt }) => [id, sentAt, answeredAt])).toEqual([
    [2, 1, 2],
    [1, 0, 3],
  ]);
});

it('a ledger does not balance while a request is open', () => {
  const ledger = createLedger();
  ledger.close(ledger.open(request), ok);
  ledger.open(request);
  expect(() => ledger.balance()).toThrow('2 opened, 1 closed, open: 2.');
});

it.each([
  ['closed twice', 1],
  ['closed but never opened', 7],
])('a ledger rejects a request that is %s', (_what, id) => {
  const ledger = createLedger();
  ledger.close(ledger.open(request), ok);
  expect(() => ledger.close(id, ok)).toThrow(`Request ${id} was closed, but it is not open.`);
  expect(ledger.entries).toHaveLength(1);
});
