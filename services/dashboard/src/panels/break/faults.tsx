// All that can be broken, in groups; each fault with what it does and costs.
import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { ClusterFaults } from './cluster-faults.js';
import { InstanceFaults } from './instance-faults.js';
import { KeyFaults } from './key-faults.js';
import { RedisFaults } from './redis-faults.js';
import { breakTexts } from './texts.js';

const groups = ['instances', 'redis', 'keys', 'cluster'] as const;

export function Faults() {
  const t = breakTexts().faults;
  const shown = useSignal<(typeof groups)[number]>('instances');
  const Group = views[shown.value];
  return (
    <section class="break-faults" aria-label={t.title}>
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
