// Everything that can be broken, in groups: each fault with its targets.
import { useSignal } from '@preact/signals';
import { type KeyRing, keyRings } from '@scale-out-lab/core';
import type { ComponentType } from 'preact';
import { labState } from '../../state/lab-state.js';
import { lanes } from '../../state/view.js';
import { Choice } from '../../ui/choice.js';
import { FaultCard } from './fault-card.js';
import { ringOf } from './predict-logged-in.js';
import { breakTexts } from './texts.js';

const groups = ['instances', 'redis', 'keys', 'cluster'] as const;

export function Faults() {
  const t = breakTexts().faults;
  const shown = useSignal<(typeof groups)[number]>('instances');
  const Group = views[shown.value];
  return (
    <section class="stack" aria-label={t.title}>
      <h2>{t.title}</h2>
      <div class="row">
        {groups.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === shown.value}
            onClick={() => {
              shown.value = name;
            }}
          >
            {t[name]}
          </button>
        ))}
      </div>
      <Group />
    </section>
  );
}

const views = {
  instances: InstanceFaults,
  redis: RedisFaults,
  keys: KeyFaults,
  cluster: ClusterFaults,
} satisfies Record<(typeof groups)[number], ComponentType>;

const kinds = ['crash', 'drain', 'stall'] as const;

function InstanceFaults() {
  const t = breakTexts().instances;
  return kinds.map((kind) => (
    <FaultCard
      key={kind}
      title={t[kind]}
      says={t[`${kind}Says`]}
      targets={instanceIds().map((instance) => ({ label: instance, instance, fault: { kind, instance } }))}
    />
  ));
}

function RedisFaults() {
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

const hows = ['overlap', 'retire', 'cut', 'reset'] as const;

function KeyFaults() {
  const t = breakTexts().keys;
  const chosen = useSignal<KeyRing>(ringOfLanes());
  const names = breakTexts().incidents.rings;
  const ring = chosen.value;
  return (
    <>
      <Choice
        label={t.ring}
        value={ring}
        options={keyRings.map((name) => [name, names[name]])}
        onChoose={(name) => {
          chosen.value = name;
        }}
      />
      {hows.map((how) => (
        <FaultCard
          key={how}
          title={t[how]}
          says={t[`${how}Says`]}
          targets={[{ label: names[ring], fault: { kind: 'keys', ring, how } }]}
        />
      ))}
    </>
  );
}

/** The key ring of the first shown mode that has one. */
function ringOfLanes(): KeyRing {
  return lanes.value.map(ringOf).find((ring) => ring !== undefined) ?? 'session';
}

function ClusterFaults() {
  const t = breakTexts().cluster;
  const count = instanceIds().length;
  const to = (wanted: number) => [{ label: t.to(wanted), fault: { kind: 'scale', to: wanted } }] as const;
  return (
    <>
      <FaultCard
        title={t.restart}
        says={t.restartSays}
        targets={[{ label: t.go, fault: { kind: 'restart' } }]}
      />
      <FaultCard title={t.fewer} says={t.fewerSays} targets={to(count - 1)} />
      <FaultCard title={t.more} says={t.moreSays} targets={to(count + 1)} />
    </>
  );
}

function instanceIds(): readonly string[] {
  return (labState.value?.instances ?? []).map(({ id }) => id);
}
