// The balancer, and how it picks the instance in each mode that is tried.
import { lanes } from '../../state/view.js';
import { mapTexts } from '../texts.js';
import { Node } from './node.js';

export function NginxNode() {
  const t = mapTexts().nginx;
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
