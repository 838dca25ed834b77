// One instance: whether it lives, whom it remembers, and what that costs it.
import type { Mode } from '@scale-out-lab/core';
import type { InstanceView } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../i18n/texts.js';
import { lanes } from '../../journey/lanes.js';
import { incidents } from '../../lab/state.js';
import { InstanceMark } from '../../marks/instance-mark.js';
import { clockOffSeconds, inUnits, megabytes, uptimeSeconds } from '../cluster/figures.js';
import { lifeOf } from '../cluster/life.js';
import { rateOf } from '../cluster/pace.js';
import { Facts, type FactsProps, Node } from './node.js';

const texts = defineTexts(
  {
    logIns: 'log-ins held',
    logInsOf: ({ mode }: { mode: string }) => `log-ins held, ${mode}`,
    gone: 'gone',
    none: '–',
    memory: 'memory',
    uptime: 'up for',
    rate: 'requests',
    clock: 'clock',
    perSecond: ({ rate }: { rate: string }) => `${rate}/s`,
    units: { h: ' h', min: ' min', s: ' s' },
    off: ({ seconds }: { seconds: number }) => `${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead'}`,
  },
  {
    logIns: '보관한 로그인',
    logInsOf: ({ mode }) => `보관한 로그인, ${mode}`,
    gone: '사라짐',
    none: '–',
    memory: '메모리',
    uptime: '가동',
    rate: '요청',
    clock: '시계',
    perSecond: ({ rate }) => `${rate}/초`,
    units: { h: '시간', min: '분', s: '초' },
    off: ({ seconds }) => `${Math.abs(seconds)}초 ${seconds < 0 ? '느림' : '빠름'}`,
  },
);

export function InstanceNode({ instance, at }: { instance: InstanceView; at: string }) {
  const t = texts();
  const life = lifeOf(instance, incidents.value, at);
  const { id } = instance;
  const name = (
    <>
      <InstanceMark instance={id} size={16} /> {id}
    </>
  );
  const isDead = life === 'dead';
  const remembering = lanes.value.filter(({ state }) => state === 'memory');
  const logIns = remembering.map((mode) => {
    return [nameOf(mode, remembering.length), isDead ? t.gone : count(instance, mode)] as const;
  });
  return (
    <Node part={id} name={name} life={life}>
      <Facts facts={logIns} />
      <Facts isFigures facts={isDead ? noFigures() : figuresOf(instance, at)} />
    </Node>
  );
}

function figuresOf(instance: InstanceView, at: string): FactsProps['facts'] {
  const t = texts();
  const { id, rssBytes } = instance;
  const rate = rateOf(id);
  const seconds = uptimeSeconds(instance, at);
  const off = clockOffSeconds(instance, at);
  return [
    [t.rate, rate === null ? t.none : t.perSecond({ rate: rate.toFixed(rate < 9.95 && rate > 0 ? 1 : 0) })],
    [t.memory, rssBytes === null ? t.none : `${megabytes(rssBytes)} MB`],
    [t.uptime, seconds === null ? t.none : inWords(seconds)],
    [t.clock, off === null ? null : t.off({ seconds: off })],
  ];
}

/** The same rows, so that nothing moves when it dies. */
function noFigures(): FactsProps['facts'] {
  const t = texts();
  return [t.rate, t.memory, t.uptime].map((name) => [name, t.none] as const);
}

function nameOf({ name }: Mode, of: number): string {
  return of === 1 ? texts().logIns : texts().logInsOf({ mode: name });
}

function count({ logIns }: InstanceView, { name }: Mode): string {
  return String(logIns[name] ?? 0);
}

function inWords(seconds: number): string {
  const [value, unit] = inUnits(seconds);
  return `${value}${texts().units[unit]}`;
}
