// The lines between the parts. Dots travel on the same curves.
import type { ReadonlySignal } from '@preact/signals';
import { litWires } from './dots/lit-wires.js';
import type { Layout } from './geometry/layout.js';
import { toSvg } from './geometry/path.js';

interface WiresProps {
  readonly layout: ReadonlySignal<Layout | null>;
  /** Parts that are no part of the way now: the lines to them are drawn faintly. */
  readonly quiet: ReadonlySet<string>;
}

export function Wires({ layout, quiet }: WiresProps) {
  const { wires, direction } = layout.value ?? { wires: new Map<string, never>(), direction: 'across' };
  return (
    <svg class="map-wires" aria-hidden="true">
      {[...wires].map(([name, { from, to, points }]) => (
        <path
          key={name}
          class={looksOf(name, quiet.has(from) || quiet.has(to))}
          d={toSvg(points, direction)}
        />
      ))}
    </svg>
  );
}

function looksOf(name: string, isQuiet: boolean): string {
  const lit = litWires.value.get(name);
  if (lit) return lit.isAccepted ? 'lit accepted' : 'lit refused';
  return isQuiet ? 'quiet' : '';
}
