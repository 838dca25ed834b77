// One instance: its status, the sessions that it holds, and its load.
import type { Mode } from '@scale-out-lab/core';
import type { InstanceView } from '@scale-out-lab/core/wire';
import { incidents } from '../../state/lab-state.js';
import { lanes } from '../../state/view.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { lifeOf } from '../life.js';
import { rateOf } from '../request-rate.js';
import { mapTexts } from '../texts.js';
import { Facts, type FactsProps, Node } from './nodes.js';

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

/** The same rows, so that nothing moves when the instance is down. */
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

/** Its clock and the control room's are read a moment apart; less than this is no difference. */
const noticedMs = 2000;

export function uptimeSeconds({ startedAt, now }: InstanceView, at: string): number | null {
  if (startedAt === null) return null;
  return Math.max(0, Math.round((Date.parse(now ?? at) - Date.parse(startedAt)) / 1000));
}

/** Seconds that its clock is ahead; null where it is right, or not known. */
export function clockOffSeconds({ now }: InstanceView, at: string): number | null {
  if (now === null) return null;
  const ms = Date.parse(now) - Date.parse(at);
  return Math.abs(ms) > noticedMs ? Math.round(ms / 1000) : null;
}

/** `12 s`, `3 min`, `2 h`: the largest unit that is full. */
export function inUnits(seconds: number): readonly [count: number, unit: 'h' | 'min' | 's'] {
  if (seconds >= 3600) return [Math.floor(seconds / 3600), 'h'];
  return seconds >= 60 ? [Math.floor(seconds / 60), 'min'] : [seconds, 's'];
}

const megabytes = (bytes: number) => Math.round(bytes / 1e6);
