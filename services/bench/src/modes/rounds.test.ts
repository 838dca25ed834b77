import { serve } from '@scale-out-lab/core/testing/serve';
import { expect, it } from 'vitest';
import type { Round } from './comparisons.js';
import { measureRounds } from './rounds.js';
import type { Target } from './targets.js';

const target = (name: string): Target => ({ name, server: 'instance', path: '/api/instance' });

async function measureUntil(undecidedOf: (rounds: readonly Round[]) => ReadonlySet<string>) {
  const origin = await serve((_, response) => response.end('{"instanceId":"api-1"}'));
  const settings = { rounds: 1, maxRounds: 3, seconds: 0.1, connections: 1 };
  const context = { undecidedOf, originOf: () => origin, say: () => {}, signal: AbortSignal.timeout(60_000) };
  const rounds = await measureRounds([target('mode'), target('peer')], settings, context);
  return rounds.map((round) => [...round.keys()].toSorted());
}

it('only targets with an undecided goal get another round, until it is decided', async () => {
  const measured = await measureUntil((rounds) => new Set(rounds.length < 2 ? ['mode', 'open route'] : []));
  expect(measured).toEqual([['mode', 'peer'], ['mode']]);
}, 30_000);

it('the largest number of rounds ends undecided goals', async () => {
  const measured = await measureUntil(() => new Set(['mode', 'peer']));
  expect(measured).toHaveLength(3);
}, 30_000);
