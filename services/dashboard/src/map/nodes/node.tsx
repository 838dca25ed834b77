// A part of the map as a card: its name, whether it lives, and figures.
import type { ComponentChildren } from 'preact';
import type { Life } from '../life.js';
import { mapTexts } from '../texts.js';

interface NodeProps {
  /** By which it is found when the lines are drawn. */
  readonly part: string;
  readonly name: ComponentChildren;
  /** Absent for parts that cannot be down. */
  readonly life?: Life;
  readonly isQuiet?: boolean;
  readonly children?: ComponentChildren;
}

export function Node({ part, name, life, isQuiet = false, children }: NodeProps) {
  const looks = ['map-node', life && `is-${life}`, isQuiet && 'is-quiet'];
  return (
    <div class={looks.filter(Boolean).join(' ')} data-part={part}>
      <p class="map-name">
        <b>{name}</b> {life && <span class="map-life">{mapTexts().life[life]}</span>}
      </p>
      {children}
    </div>
  );
}

export interface FactsProps {
  readonly facts: readonly (readonly [name: string, value: string | null])[];
  /** Whether the units identify the numbers where there is no room for names. */
  readonly isFigures?: boolean;
}

/** Numbers with their names; null values are left out. */
export function Facts({ facts, isFigures = false }: FactsProps) {
  const known = facts.filter(([, value]) => value !== null);
  if (known.length === 0) return null;
  return (
    <dl class={isFigures ? 'map-facts map-figures' : 'map-facts'}>
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
