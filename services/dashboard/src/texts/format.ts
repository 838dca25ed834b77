// Numbers, times and long texts as people read them.
import type { Language } from '@scale-out-lab/core';

export function percent(share: number): string {
  return `${decimal(share * 100)}%`;
}

/** With the decimals of the command line's probe: one of some thousand checks may fail. */
export function finePercent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}

export function decimal(value: number): string {
  return `${Number(value.toFixed(1))}`;
}

/** The time of day to the second, the same in every language: it is compared with the times in a server's log. */
export function timeOfDay(time: string): string {
  return new Date(time).toLocaleTimeString('en-GB');
}

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

/** `14:32`, with hours if there are any; `0:00` if the time is over. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const pad = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}

/** The beginning and the end of a longer text, by which one tells it from another. */
export function shorten(
  text: string,
  longest: number,
  head = Math.floor((longest - 1) / 2),
  tail = head,
): string {
  return text.length <= longest ? text : `${text.slice(0, head)}…${text.slice(-tail)}`;
}
