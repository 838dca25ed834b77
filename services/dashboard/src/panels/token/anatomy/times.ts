// Moments as people say them: the date in the reader's language, and how far off it is.
import type { Language } from '../../../texts/translation.js';

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

export function formatDate(time: Date, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(time);
}

/** `in 14 min.`, `12 sec. ago`: in the largest unit of which there is one, cut off rather than rounded up. */
export function formatDistance(time: Date, nowMs: number, language: Language): string {
  const seconds = Math.trunc((time.getTime() - nowMs) / 1000);
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const);
  const format = new Intl.RelativeTimeFormat(language, { style: 'short' });
  return format.format(Math.trunc(seconds / size), unit);
}

/** `14:32`, with hours where there are some; what is over is `0:00`. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const pad = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}
