// Header fields or claims as a table: name, kind (registered, public or private), value and meaning.
import type { Json } from '@scale-out-lab/core';
import { labNow } from '../../state/lab-state.js';
import { view } from '../../state/view.js';
import { formatClock, formatDate, formatDistance } from '../../texts/format.js';
import { Table } from '../../ui/table.js';
import { useTick } from '../../ui/use-interval.js';
import { tokenTexts } from './texts.js';

interface ClaimTableProps {
  readonly part: 'header' | 'payload';
  readonly caption: string;
  readonly fields: Json;
}

export function ClaimTable({ part, caption, fields }: ClaimTableProps) {
  const t = tokenTexts().claims;
  return (
    <Table
      label={caption}
      caption={part === 'header' ? 'token-1' : 'token-2'}
      look="token-table token-claims"
      columns={[t.name, t.value, t.meaning]}
      rows={Object.entries(fields).map(([name, value]) => {
        const time = timeIn(name, value);
        return [
          name,
          <>
            <code>{name}</code>
            <small>{t.kinds[kindOf(name, part)]}</small>
          </>,
          <>
            <code>{JSON.stringify(value)}</code>
            {time && <Distance time={time} />}
          </>,
          meaningOf(name),
        ];
      })}
    />
  );
}

/** An instance judges it by the lab's clock. */
function Distance({ time }: { readonly time: Date }) {
  useTick(1000);
  const now = labNow();
  const { language } = view.value;
  return (
    <span>
      <time dateTime={time.toISOString()}>{formatDate(time, language)}</time>
      <br />
      {formatDistance(time, now, language)}
    </span>
  );
}

/** Empty for an unknown name. */
function meaningOf(name: string): string {
  const known: Readonly<Record<string, string>> = tokenTexts().meanings;
  return Object.hasOwn(known, name) ? (known[name] ?? '') : '';
}

type Kind = 'registered' | 'public' | 'private';

const registered = {
  header: ['alg', 'typ', 'kid', 'cty', 'jku', 'jwk', 'x5u', 'x5c', 'crit'],
  payload: ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti'],
} as const;

/** Public names (RFC 7519 §4.2): later standards have put them into IANA's registry, so they mean the same everywhere. */
const inRegistry: readonly string[] = ['sid', 'client_id', 'nonce', 'name', 'email', 'birthdate'];

/** Claims that are seconds since the epoch (NumericDate, RFC 7519 §2). */
const times: readonly string[] = ['exp', 'nbf', 'iat'];

export function kindOf(name: string, part: 'header' | 'payload'): Kind {
  const names: readonly string[] = registered[part];
  if (names.includes(name)) return 'registered';
  const isPublic = isCollisionResistant(name) || (part === 'payload' && inRegistry.includes(name));
  return isPublic ? 'public' : 'private';
}

/** The moment that a claim names, or null where it names none. */
export function timeIn(name: string, value: unknown): Date | null {
  if (!times.includes(name) || typeof value !== 'number') return null;
  const time = new Date(value * 1000);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** A URI has an owner, so no other party gives the same name another meaning. */
function isCollisionResistant(name: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\S/i.test(name);
}

interface CountdownProps {
  readonly from: Date;
  readonly until: Date;
}

export function Countdown({ from, until }: CountdownProps) {
  const t = tokenTexts().countdown;
  useTick(1000);
  const now = labNow();
  const leftMs = until.getTime() - now;
  const isOver = leftMs <= 0;
  return (
    <div class="token-countdown row numbers">
      <p role="timer" class={isOver ? 'bad' : undefined}>
        {isOver ? t.over(formatDistance(until, now, view.value.language)) : t.left(formatClock(leftMs))}
      </p>
      <progress
        aria-label={t.life}
        max={Math.max(1, until.getTime() - from.getTime())}
        value={Math.max(0, leftMs)}
      />
    </div>
  );
}
