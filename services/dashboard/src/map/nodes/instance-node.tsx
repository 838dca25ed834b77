// One instance: whether it lives, whom it remembers, and what that costs it.
import type { Mode } from '@scale-out-lab/modes';
import type { InstanceView } from '../../contract.js';
import { defineTexts } from '../../i18n/texts.js';
import { lanes } from '../../journey/lanes.js';
import { incidents } from '../../lab/state.js';
import { InstanceMark } from '../../marks/instance-mark.js';
import { clockOffSeconds, inUnits, megabytes, uptimeSeconds } from '../cluster/figures.js';
import { lifeOf } from '../cluster/life.js';
import { rateOf } from '../cluster/pace.js';
import { Facts, Node } from './node.js';

const texts = defineTexts(
  {
    logIns: 'log-ins in memory',
    logInsOf: ({ mode }: { mode: string }) => `log-ins in memory, ${mode}`,
    memory: 'memory',
    uptime: 'up for',
    rate: 'requests',
    clock: 'clock',
    perSecond: ({ rate }: { rate: string }) => `${rate}/s`,
    units: { h: 'h', min: 'min', s: 's' },
    off: ({ seconds }: { seconds: number }) => `${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead'}`,
  },
  {
    logIns: '메모리의 로그인',
    logInsOf: ({ mode }) => `메모리의 로그인, ${mode}`,
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
  const { id, rssBytes } = instance;
  const name = (
    <>
      <InstanceMark instance={id} size={16} /> {id}
    </>
  );
  if (life === 'dead') return <Node part={id} name={name} life={life} />;
  const remembering = lanes.value.filter(({ state }) => state === 'memory');
  const logIns = remembering.map(
    (mode) => [nameOf(mode, remembering.length), count(instance, mode)] as const,
  );
  const seconds = uptimeSeconds(instance, at);
  const rate = rateOf(id);
  const off = clockOffSeconds(instance, at);
  return (
    <Node part={id} name={name} life={life}>
      <Facts facts={logIns} />
      <Facts
        facts={[
          [
            t.rate,
            rate === null ? null : t.perSecond({ rate: rate.toFixed(rate < 9.95 && rate > 0 ? 1 : 0) }),
          ],
          [t.memory, rssBytes === null ? null : `${megabytes(rssBytes)} MB`],
          [t.uptime, seconds === null ? null : inWords(seconds)],
          [t.clock, off === null ? null : t.off({ seconds: off })],
        ]}
      />
    </Node>
  );
}

function nameOf({ name }: Mode, of: number): string {
  return of === 1 ? texts().logIns : texts().logInsOf({ mode: name });
}

function count({ logIns }: InstanceView, { name }: Mode): string {
  return String(logIns[name] ?? 0);
}

function inWords(seconds: number): string {
  const [value, unit] = inUnits(seconds);
  return `${value} ${texts().units[unit]}`;
}
