// Reads the clocks of the instances from outside, and computes when a credential expires by each of them.
import { decodeClaims, sessionCopyExpiry } from '@scale-out-lab/core';
import { instanceRequest } from '../../http/requests.js';
import { isRecord, jsonBody } from '../../model/answer.js';
import type { ClusterClient, Reply } from './cluster-client.js';
import type { LogIn } from './log-in.js';

/** A number between these two. */
interface Bounds {
  readonly least: number;
  readonly most: number;
}

export interface Clocks {
  /** How far apart the clocks are, in seconds. */
  readonly spreadSeconds: Bounds;
  /** When the log-in expires on an instance: between these two moments of `performance.now()`. */
  expiryOn(instance: string, logIn: LogIn): { readonly earliest: number; readonly latest: number };
}

/** `Date` cuts off fractions of a millisecond: a reading of t means a time from t to t + 1. */
export const dateResolutionMs = 1;

/** A token's times are whole seconds (`NumericDate` as this lab writes it). */
const secondMs = 1000;

/** NTP changes the rate of a clock by up to 500 ppm, so two clocks drift apart by up to 1 ms in each second. */
const driftPerMs = 1e-3;

const readings = 4;

/** How far an instance's clock is ahead of `performance.now()`, in milliseconds, and when that was read. */
interface Offset extends Bounds {
  readonly readAt: number;
}

/** Keeps the most precise of several readings of each instance. */
export async function readClocks(cluster: Pick<ClusterClient, 'checkOnEveryInstance'>): Promise<Clocks> {
  const offsets = new Map<string, Offset>();
  for (let reading = 0; reading < readings; reading += 1) {
    for (const reply of await cluster.checkOnEveryInstance(instanceRequest)) {
      const offset = readOffset(reply);
      const best = offsets.get(reply.instance ?? '');
      if (offset && (!best || widthOf(offset) < widthOf(best))) offsets.set(reply.instance ?? '', offset);
    }
  }
  return {
    spreadSeconds: spreadOf([...offsets.values()]),
    expiryOn(instance, logIn) {
      const { exp } = decodeClaims(logIn.credential.authorization ?? '');
      const offset = offsets.get(instance);
      if (typeof exp === 'number')
        return offset ? expiryByClock(exp * 1000, offset) : expiryByLife(logIn, secondMs);
      const inStore = expiryByLife(logIn, dateResolutionMs);
      const copiedUntil = copyExpiry(logIn);
      if (!offset || Number.isNaN(copiedUntil)) return inStore;
      // The store ends the session for all instances. Each of them judges a copy by its own clock.
      const { latest } = expiryByClock(copiedUntil, offset);
      return { ...inStore, latest: Math.max(inStore.latest, latest + dateResolutionMs) };
    },
  };
}

/** In milliseconds since the epoch; NaN without a copy of the session. */
function copyExpiry({ credential: { cookie = '' } }: LogIn): number {
  const [, copy = ''] = /(?:^|; )copy-[^=]+=([^;]*)/.exec(cookie) ?? [];
  return sessionCopyExpiry(copy);
}

/** Undefined if the instance does not state the time. It read its clock at a moment between request and answer. */
function readOffset({ answer, sentAt, answeredAt }: Reply): Offset | undefined {
  const body = answer && jsonBody(answer);
  const now = isRecord(body) && typeof body.now === 'string' ? Date.parse(body.now) : Number.NaN;
  if (Number.isNaN(now)) return undefined;
  return { least: now - answeredAt, most: now + dateResolutionMs - sentAt, readAt: answeredAt };
}

function widthOf({ least, most }: Bounds): number {
  return most - least;
}

function spreadOf(offsets: readonly Bounds[]): Bounds {
  if (offsets.length === 0) return { least: 0, most: 0 };
  const ends = (end: keyof Bounds) => offsets.map((offset) => offset[end]);
  const atLeast = Math.max(...ends('least')) - Math.min(...ends('most'));
  const atMost = Math.max(...ends('most')) - Math.min(...ends('least'));
  return { least: Math.max(0, atLeast) / 1000, most: offsets.length === 1 ? 0 : atMost / 1000 };
}

/** When a clock that was read before shows that time, if no fraction of it is cut off. */
function expiryByClock(timeMs: number, { least, most, readAt }: Offset) {
  const drift = driftPerMs * Math.abs(timeMs - least - readAt);
  return { earliest: timeMs - most - drift, latest: timeMs - least + drift };
}

/** @param cutOffMs how much may have been cut off the time of the log-in, before the life was added */
function expiryByLife({ expiresIn = 0, reply: { sentAt, answeredAt } }: LogIn, cutOffMs: number) {
  const lifeMs = expiresIn * 1000;
  const drift = driftPerMs * lifeMs;
  return {
    earliest: sentAt + lifeMs - cutOffMs - drift,
    // The reading by which it is refused is cut off too.
    latest: answeredAt + lifeMs + dateResolutionMs + drift,
  };
}
