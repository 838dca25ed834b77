// All that can be broken, in groups; each fault with what it does and costs.
import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { defineTexts } from '../../../i18n/texts.js';
import { ClusterFaults } from './cluster-faults.js';
import { InstanceFaults } from './instance-faults.js';
import { KeyFaults } from './key-faults.js';
import { RedisFaults } from './redis-faults.js';

const texts = defineTexts(
  {
    title: 'What to break',
    instances: 'Instances',
    redis: 'Redis',
    keys: 'Keys',
    cluster: 'All of them',
  },
  {
    title: '어떤 장애를 일으킬까요',
    instances: '인스턴스',
    redis: 'Redis',
    keys: '키',
    cluster: '전체',
  },
);

const groups = ['instances', 'redis', 'keys', 'cluster'] as const;

export function Faults() {
  const t = texts();
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
