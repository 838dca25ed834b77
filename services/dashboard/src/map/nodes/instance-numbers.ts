// What an instance says of itself as figures: how long it runs, and how far its clock is off.
import type { InstanceView } from '@scale-out-lab/core/wire';

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

export const megabytes = (bytes: number) => Math.round(bytes / 1e6);
