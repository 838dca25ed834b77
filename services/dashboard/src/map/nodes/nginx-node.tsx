// The balancer, and how it picks the instance in each mode that is tried.
import type { Balancing } from '@scale-out-lab/core';
import { defineTexts } from '../../i18n/texts.js';
import { lanes } from '../../journey/lanes.js';
import { Node } from './node.js';

const texts = defineTexts(
  {
    name: 'nginx',
    'round-robin': 'to each instance in turn',
    sticky: 'returns each visitor to their instance',
  } satisfies Record<Balancing | 'name', string>,
  {
    name: 'nginx',
    'round-robin': '인스턴스에 차례로',
    sticky: '방문자를 늘 같은 인스턴스로',
  },
);

export function NginxNode() {
  const t = texts();
  const ways = new Set(lanes.value.map(({ balancing }) => balancing));
  return (
    <Node part="nginx" name={t.name}>
      <div class="hint">
        {lanes.value.map(({ name, balancing }) => (
          <p key={name}>
            {ways.size > 1 && <span class="map-mode">{name}: </span>}
            {(ways.size > 1 || name === lanes.value[0]?.name) && t[balancing]}
          </p>
        ))}
      </div>
    </Node>
  );
}
