// Why something cannot be done now, in words; null where it can.
import type { LabState } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../i18n/texts.js';
import type { Fault } from './cost.js';

const texts = defineTexts(
  {
    waiting: 'The control room has not said yet what there is.',
    run: 'An experiment is running, which this would disturb.',
    restart: 'All instances are being restarted; wait until that is over.',
    scale: 'Instances are being started or stopped; wait until that is over.',
    noRedis: 'Nobody has told the control room where Redis is.',
    noPersistence:
      'In containers this is a setting: start again with REDIS_APPENDONLY=yes docker compose up.',
    noScale: 'Instances cannot be started from here; docker compose up --scale api=5 can.',
    gone: (instance: string) => `${instance} is gone just now; it comes back by itself.`,
    redisGone: 'Redis does not answer just now; it comes back by itself.',
    fewest: 'There is only one.',
    most: 'There are nine, which is as many as there can be.',
  },
  {
    waiting: '컨트롤 룸이 아직 상태를 알려 주지 않았습니다.',
    run: '실험에 방해가 됩니다. 끝날 때까지 기다리거나 취소하세요.',
    restart: '모든 인스턴스를 재시작하는 중입니다. 끝날 때까지 기다려 주세요.',
    scale: '인스턴스를 늘리거나 줄이는 중입니다. 끝날 때까지 기다려 주세요.',
    noRedis: '컨트롤 룸이 Redis의 위치를 모릅니다.',
    noPersistence:
      '컨테이너에서는 설정으로 정합니다. REDIS_APPENDONLY=yes docker compose up으로 다시 시작하세요.',
    noScale: '여기에서는 인스턴스를 늘릴 수 없습니다. docker compose up --scale api=5를 사용하세요.',
    gone: (instance) => `${instance}: 지금 내려가 있으며 저절로 돌아옵니다.`,
    redisGone: 'Redis가 지금 응답하지 않으며 저절로 돌아옵니다.',
    fewest: '한 대뿐입니다.',
    most: '최대치인 아홉 대입니다.',
  },
);

const mostInstances = 9;

export function obstacleTo(fault: Fault, state: LabState | null): string | null {
  const t = texts();
  if (!state) return t.waiting;
  if (state.busy) return t[state.busy];
  const find = obstacles[fault.kind] as ((fault: Fault, state: LabState) => string | null) | undefined;
  return find?.(fault, state) ?? null;
}

type Obstacle<Kind extends Fault['kind']> = (fault: Fault & { kind: Kind }, state: LabState) => string | null;

const ofInstance: Obstacle<'crash' | 'drain' | 'stall'> = ({ instance }, { instances }) =>
  instances.some(({ id, isAlive }) => id === instance && isAlive) ? null : texts().gone(instance);

const ofRedis: Obstacle<'redis-crash' | 'redis-stall'> = (_fault, { can, redis }) => {
  if (!can.breakRedis) return texts().noRedis;
  return redis?.isAlive ? null : texts().redisGone;
};

const obstacles: { readonly [Kind in Fault['kind']]?: Obstacle<Kind> } = {
  crash: ofInstance,
  drain: ofInstance,
  stall: ofInstance,
  'redis-crash': ofRedis,
  'redis-stall': ofRedis,
  'redis-persistence': (_fault, { can, redis }) => {
    if (!can.persistRedis) return can.breakRedis ? texts().noPersistence : texts().noRedis;
    return redis?.isAlive ? null : texts().redisGone;
  },
  scale: ({ to }, { can }) => {
    if (!can.scale) return texts().noScale;
    if (to < 1) return texts().fewest;
    return to > mostInstances ? texts().most : null;
  },
};
