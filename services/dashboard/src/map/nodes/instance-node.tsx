// One instance: whether it lives, whom it remembers, and what that costs it.
import type { Mode } from '@scale-out-lab/core';
import type { InstanceView } from '@scale-out-lab/core/wire';
import { incidents } from '../../state/lab-state.js';
import { lanes } from '../../state/lanes.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { lifeOf } from '../life.js';
import { rateOf } from '../request-rate.js';
import { mapTexts } from '../texts.js';
import { clockOffSeconds, inUnits, megabytes, uptimeSeconds } from './instance-numbers.js';
import { Facts, type FactsProps, Node } from './node.js';

export function InstanceNode({ instance, at }: { instance: InstanceView; at: string }) {
  const t = mapTexts().instance;
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
  const t = mapTexts().instance;
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
  const t = mapTexts().instance;
  return [t.rate, t.memory, t.uptime].map((name) => [name, t.none] as const);
}

function nameOf({ name }: Mode, of: number): string {
  return of === 1 ? mapTexts().instance.logIns : mapTexts().instance.logInsOf({ mode: name });
}

function count({ logIns }: InstanceView, { name }: Mode): string {
  return String(logIns[name] ?? 0);
}

function inWords(seconds: number): string {
  const [value, unit] = inUnits(seconds);
  return `${value}${mapTexts().instance.units[unit]}`;
}
