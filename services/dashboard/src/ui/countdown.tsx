// The seconds until a credential expires. They change each second, so screen readers do not announce them.
import { labNow } from '../state/lab-state.js';
import { pageTexts } from '../state/texts.js';
import { useTick } from './use-interval.js';

interface CountdownProps {
  /** ISO 8601, by the lab's clock; null if unknown. */
  readonly until: string | null;
  /** From when on it counts, for the bar. */
  readonly since?: string | null;
  readonly label: string;
}

export function Countdown({ until, since = null, label }: CountdownProps) {
  const t = pageTexts().countdown;
  const left = until === null ? null : secondsLeft(until, labNow());
  useTick(left === null || left === 0 ? null : 250);
  const whole = since && until ? (Date.parse(until) - Date.parse(since)) / 1000 : null;
  return (
    <span class="countdown row numbers" role="timer" aria-live="off">
      <span>{label}</span> <b>{left === null ? t.never : left === 0 ? t.over : t.left(left)}</b>
      {left !== null && whole !== null && (
        <progress max={Math.max(1, whole)} value={Math.min(left, whole)} aria-label={label} />
      )}
    </span>
  );
}

/** Whole seconds, never less than none: the last one counts until it is over. */
export function secondsLeft(until: string, nowMs: number): number {
  return Math.max(0, Math.ceil((Date.parse(until) - nowMs) / 1000));
}
