// The parts on the map: visitors, nginx, the instances with their status and load, and Redis.

import { findMode, type Mode } from '@scale-out-lab/core';
import type { InstanceView, RedisView, RoomView } from '@scale-out-lab/core/wire';
import type { ComponentChildren } from 'preact';
import { load } from '../../state/lab-state.js';
import { mapTexts, pageTexts } from '../../state/texts.js';
import { lanes } from '../../state/view.js';
import { findVisitor, guests, users } from '../../state/visitors.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { loadTestLane, roomLane } from '../dots/route.js';
import { providerPart, visitorPart } from '../geometry/layout.js';
import { type Life, lifeOf, lifeOfRedis } from '../life.js';
import { isTokenMode, LogInChips, PendingSignIns, Routes } from '../log-ins.js';
import { PartMenu } from '../part-menu/part-menu.js';
import { rateOf } from '../request-rate.js';
import { shown } from '../shown.js';
import { answersOf } from '../trace.js';
import { RedisNodes } from './redis-nodes.js';

interface NodeProps {
  /** By which it is found when the lines are drawn. */
  readonly part: string;
  readonly name: ComponentChildren;
  /** Absent for parts that cannot be down. */
  readonly life?: Life;
  readonly isQuiet?: boolean;
  /** Whether its processes are pressed in its place. */
  readonly hasNodes?: boolean;
  readonly children?: ComponentChildren;
}

function Node({ part, name, life, isQuiet = false, hasNodes = false, children }: NodeProps) {
  const looks = ['map-node', life && `is-${life}`, isQuiet && 'is-quiet'];
  return (
    <div class={looks.filter(Boolean).join(' ')} data-part={part}>
      <p class="map-name">
        <b>{name}</b> {life && <span class="map-life">{mapTexts().life[life]}</span>}
      </p>
      {children}
      {life && !hasNodes && <PartMenu part={part} />}
    </div>
  );
}

interface FactsProps {
  readonly facts: readonly (readonly [name: string, value: string | null])[];
  /** Whether the units identify the numbers where there is no room for names. */
  readonly isFigures?: boolean;
}

/** Numbers with their names; null values are left out. */
function Facts({ facts, isFigures = false }: FactsProps) {
  const known = facts.filter(([, value]) => value !== null);
  if (known.length === 0) return null;
  return (
    <dl class={isFigures ? 'map-facts map-figures' : 'map-facts'}>
      {known.map(([name, value]) => (
        <div key={name}>
          <dt class="quiet">{name}</dt>
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
      <Routes />
    </Node>
  );
}

export function RedisNode({ redis, at, isUsed }: { redis: RedisView; at: string; isUsed: boolean }) {
  const t = mapTexts().redis;
  const life = lifeOfRedis(redis, shown.value.incidents, at);
  const { keys, usedMemoryBytes: bytes, isPersistent, nodes } = redis;
  // The same rows, so that nothing moves when it is down.
  const orNone = (value: string | null) => (life === 'dead' ? mapTexts().instance.none : value);
  return (
    <Node part="redis" name={t.name} life={life} isQuiet={!isUsed} hasNodes={nodes !== undefined}>
      {!isUsed && <p class="hint">{t.unused}</p>}
      {isUsed && <LogInChips place="redis" />}
      <Facts facts={[[t.keys, orNone(keys === null ? null : String(keys))]]} />
      <Facts
        isFigures
        facts={[
          [t.memory, orNone(bytes === null ? null : `${(bytes / 1e6).toFixed(bytes < 9.95e6 ? 1 : 0)} MB`)],
          [t.file, orNone(isPersistent === null ? null : isPersistent ? t.persistent : t.volatile)],
        ]}
      />
      {nodes && <RedisNodes nodes={nodes} at={at} />}
    </Node>
  );
}

/** All OpenID providers: nginx leads to any of them. */
export function ProviderNode() {
  const t = mapTexts().provider;
  return (
    <Node part={providerPart} name={t.name}>
      <p class="hint">{t.what}</p>
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
      {present.length + crowd + theft === 0 && <p class="hint">{t.empty}</p>}
      {present.map(({ id, username, issuedBy, credential }) => (
        <p key={id} class={credential && isTokenMode(mode) ? 'map-visitor map-chip is-token' : 'map-visitor'}>
          {username} {credential && issuedBy && <InstanceMark instance={issuedBy} size={12} />}{' '}
          {credential && issuedBy}
        </p>
      ))}
      {findMode(mode)?.signIn === 'oidc' && (
        <ul class="map-chips">
          <PendingSignIns place="visitor" mode={mode} />
        </ul>
      )}
      {crowd > 0 && <p class="hint">{t.crowd(crowd)}</p>}
      {theft > 0 && <p class="hint">{theft === 1 ? t.victim : t.thief}</p>}
    </Node>
  );
}

/** A run and the load exclude each other. */
export function LoadTestNode() {
  const t = mapTexts().visitors;
  const mode = load.value?.mode;
  return (
    <Node part={visitorPart(loadTestLane)} name={mode ? t.load : t.loadTest}>
      {mode ? <p class="map-mode">{mode}</p> : <p class="hint">{t.runs}</p>}
    </Node>
  );
}

/** All other visitors of the room. */
export function RoomNode({ room: { visitors } }: { room: RoomView }) {
  return (
    <Node part={visitorPart(roomLane)} name={pageTexts().room.title}>
      <p class="hint">{pageTexts().room.visitors(visitors.length)}</p>
    </Node>
  );
}

export function InstanceNode({ instance, at }: { instance: InstanceView; at: string }) {
  const t = mapTexts().instance;
  const life = lifeOf(instance, shown.value.incidents, at);
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
      <div class="map-kept">
        <LogInChips place={id} />
        <AnswerCount instance={id} />
      </div>
      <Facts isFigures facts={isDead ? noFigures() : figuresOf(instance, at)} />
    </Node>
  );
}

/** How many requests the instance accepted and refused since the last reset. */
function AnswerCount({ instance }: { instance: string }) {
  const t = mapTexts().answers;
  const { accepted, refused } = answersOf(instance);
  return (
    <p class="map-answers numbers" aria-label={t.counts({ accepted, refused })} role="img">
      <span class={accepted > 0 ? 'good' : 'quiet'}>✓ {accepted}</span>{' '}
      <span class={refused > 0 ? 'bad' : 'quiet'}>✗ {refused}</span>
    </p>
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
