// Header fields or claims as a table: name, kind, value and meaning.
import type { Json } from '@scale-out-lab/core';
import { view } from '../../../state/view.js';
import { formatDate, formatDistance } from '../../../texts/format.js';
import { tokenTexts } from '../texts.js';
import { kindOf, timeIn } from './claims.js';
import { useNow } from './countdown.js';

interface ClaimTableProps {
  readonly part: 'header' | 'payload';
  readonly caption: string;
  readonly fields: Json;
}

export function ClaimTable({ part, caption, fields }: ClaimTableProps) {
  const t = tokenTexts().claims;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard
    <section class="scroll" tabIndex={0} aria-label={caption}>
      <table class="token-table token-claims">
        <caption class={part === 'header' ? 'token-1' : 'token-2'}>{caption}</caption>
        <thead>
          <tr>
            {([t.name, t.value, t.meaning] as const).map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Object.entries(fields).map(([name, value]) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
                <small>{t.kinds[kindOf(name, part)]}</small>
              </th>
              <td>
                <code>{JSON.stringify(value)}</code>
                <Moment name={name} value={value} />
              </td>
              <td>{meaningOf(name)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Moment({ name, value }: { readonly name: string; readonly value: unknown }) {
  const time = timeIn(name, value);
  return time && <Distance time={time} />;
}

function Distance({ time }: { readonly time: Date }) {
  const now = useNow();
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
export function meaningOf(name: string): string {
  const known: Readonly<Record<string, string>> = tokenTexts().meanings;
  return Object.hasOwn(known, name) ? (known[name] ?? '') : '';
}
