// What can happen to Redis, and whether it saves what it is told.
import { defineTexts } from '../../../i18n/texts.js';
import { labState } from '../../../lab/state.js';
import { FaultCard } from './fault-card.js';

const texts = defineTexts(
  {
    redis: 'Redis',
    redisCrash: 'Stop',
    redisCrashSays: 'It is killed and comes back by itself, empty unless it saves what it is told.',
    redisStall: 'Freeze for 2 s',
    redisStallSays: 'It does not answer, keeps all that it has, and then goes on.',
    persist: 'Save what it is told',
    persistOn: 'Save from now on',
    persistOff: 'No longer save',
    persistSays: 'With the append-only file, Redis has all that is older than a second when it comes back.',
  },
  {
    redis: 'Redis',
    redisCrash: '중단',
    redisCrashSays: '강제 종료되고 저절로 돌아옵니다. 디스크에 저장하지 않으면 빈 상태로 돌아옵니다.',
    redisStall: '2초 동안 멈춤',
    redisStallSays: '응답하지 않다가, 가진 데이터를 그대로 둔 채 다시 동작합니다.',
    persist: '디스크에 저장',
    persistOn: '이제부터 저장',
    persistOff: '저장하지 않기',
    persistSays: 'AOF(append-only file)를 켜면 Redis가 돌아올 때 1초 이전까지의 데이터가 남아 있습니다.',
  },
);

export function RedisFaults() {
  const t = texts();
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
