// What can happen to Redis, and whether it saves what it is told.

import { labState } from '../../state/lab-state.js';
import { FaultCard } from './fault-card.js';
import { breakTexts } from './texts.js';

export function RedisFaults() {
  const t = breakTexts().redis;
  const isPersistent = labState.value?.redis?.isPersistent ?? false;
  const switched = {
    label: isPersistent ? t.persistOff : t.persistOn,
    fault: { kind: 'redis-persistence', isPersistent: !isPersistent },
  } as const;
  const redis = <Kind extends 'redis-crash' | 'redis-stall'>(kind: Kind) => ({
    label: t.redis,
    fault: { kind } as const,
  });
  return (
    <>
      <FaultCard title={t.redisCrash} says={t.redisCrashSays} targets={[redis('redis-crash')]} />
      <FaultCard title={t.redisStall} says={t.redisStallSays} targets={[redis('redis-stall')]} />
      <FaultCard title={t.persist} says={t.persistSays} targets={[switched]} />
    </>
  );
}
