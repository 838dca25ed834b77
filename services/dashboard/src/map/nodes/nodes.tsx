// A part on the map, and what the visitors, nginx and Redis show in theirs.
import type { RedisView } from '@scale-out-lab/core/wire';
import type { ComponentChildren } from 'preact';
import { incidents } from '../../state/lab-state.js';
import { lanes } from '../../state/view.js';
import { findVisitor, guests, users } from '../../state/visitors.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { loadTestLane } from '../dots/route.js';
import { visitorPart } from '../geometry/layout.js';
import { type Life, lifeOfRedis } from '../life.js';
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

export function RedisNode({ redis, at, isUsed }: { redis: RedisView; at: string; isUsed: boolean }) {
  const t = mapTexts().redis;
  const life = lifeOfRedis(redis, incidents.value, at);
  const { keys, usedMemoryBytes: bytes, isPersistent } = redis;
  return (
    <Node part="redis" name={t.name} life={life} isQuiet={!isUsed}>
      {!isUsed && <p class="hint">{t.unused}</p>}
      {life !== 'dead' && (
        <Facts
          facts={[
            [t.keys, keys === null ? null : String(keys)],
            [t.memory, bytes === null ? null : `${(bytes / 1e6).toFixed(bytes < 9.95e6 ? 1 : 0)} MB`],
            [t.file, isPersistent === null ? null : isPersistent ? t.persistent : t.volatile],
          ]}
        />
      )}
    </Node>
  );
}

export function VisitorNode({ mode }: { mode: string }) {
  const t = mapTexts().visitors;
  const present = users.flatMap((user) => findVisitor(mode, user) ?? []);
  const [crowd, theft] = [guests.value.crowd[mode] ?? 0, guests.value.theft[mode] ?? 0];
  return (
    <Node part={visitorPart(mode)} name={t.visitors}>
      <p class="map-mode">{mode}</p>
      {present.length + crowd + theft === 0 && <p class="hint">{t.nobody}</p>}
      {present.map(({ id, username, issuedBy, credential }) => (
        <p key={id} class="map-visitor">
          {username} {credential && issuedBy && <InstanceMark instance={issuedBy} size={12} />}{' '}
          {credential && issuedBy}
        </p>
      ))}
      {crowd > 0 && <p class="hint">{t.crowd(crowd)}</p>}
      {theft > 0 && <p class="hint">{theft === 1 ? t.victim : t.thief}</p>}
    </Node>
  );
}

export function LoadTestNode() {
  const t = mapTexts().visitors;
  return (
    <Node part={visitorPart(loadTestLane)} name={t.loadTest}>
      <p class="hint">{t.runs}</p>
    </Node>
  );
}
