// The clocks of the instances, read from outside, and by them the moment at which a credential expires.
import { isRecord, jsonBody } from '../answer.js';
import { decodeClaims } from './claims.js';
import type { Reply } from './http.js';
import type { LogIn } from './log-in.js';
import type { Probe } from './probe.js';

/** How far an instance's clock is ahead of `performance.now()`, in milliseconds, and how wrong that may be. */
interface Offset {
  readonly ms: number;
  readonly errorMs: number;
}

export interface Clocks {
  /** How far the clocks are apart at least, in seconds. */
  readonly spreadSeconds: number;
  /** When the log-in expires on an instance: between these two moments of `performance.now()`. */
  expiryOn(instance: string, logIn: LogIn): { readonly earliest: number; readonly latest: number };
}

const readings = 4;

/** The best of several readings: the clock stood so at some moment between the request and the answer. */
export async function readClocks(probe: Probe): Promise<Clocks> {
  const offsets = new Map<string, Offset>();
  for (let reading = 0; reading < readings; reading += 1) {
    for (const reply of await probe.sendToEvery({ method: 'GET', path: '/api/instance' })) {
      const offset = readOffset(reply);
      const best = offsets.get(reply.instance ?? '');
      if (offset && offset.errorMs < (best?.errorMs ?? Number.POSITIVE_INFINITY))
        offsets.set(reply.instance ?? '', offset);
    }
  }
  const known = [...offsets.values()];
  const fastest = Math.max(...known.map(({ ms, errorMs }) => ms - errorMs));
  const slowest = Math.min(...known.map(({ ms, errorMs }) => ms + errorMs));
  return {
    spreadSeconds: known.length === 0 ? 0 : Math.max(0, fastest - slowest) / 1000,
    expiryOn(instance, { credential, expiresIn = 0, reply }) {
      const { exp } = decodeClaims(credential.authorization ?? '');
      const offset = offsets.get(instance);
      if (typeof exp === 'number' && offset) {
        const at = exp * 1000 - offset.ms;
        return { earliest: at - offset.errorMs, latest: at + offset.errorMs };
      }
      const lifeMs = expiresIn * 1000;
      return { earliest: reply.sentAt + lifeMs, latest: reply.answeredAt + lifeMs };
    },
  };
}

/** Undefined where an instance does not tell the time. */
function readOffset({ answer, sentAt, answeredAt }: Reply): Offset | undefined {
  const body = answer && jsonBody(answer);
  const now = isRecord(body) && typeof body.now === 'string' ? Date.parse(body.now) : Number.NaN;
  if (Number.isNaN(now)) return undefined;
  // The text has whole milliseconds, of which it may just have begun the next one.
  return { ms: now - (sentAt + answeredAt) / 2, errorMs: (answeredAt - sentAt) / 2 + 1 };
}
