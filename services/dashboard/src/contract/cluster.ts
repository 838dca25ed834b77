// What the cluster holds, as it was seen last: GET /lab/state.
import type { KeyRing } from './faults.js';

export interface InstanceView {
  readonly id: string;
  /** Whether its control port answers. */
  readonly isAlive: boolean;
  readonly isReady: boolean;
  readonly startedAt: string | null;
  /** Its own clock when it was asked. */
  readonly now: string | null;
  readonly rssBytes: number | null;
  /** Requests since it started. */
  readonly requests: number | null;
  readonly inFlight: number | null;
  /** For each mode, how many log-ins live in its memory. */
  readonly logIns: Readonly<Record<string, number>>;
  /** Names of keys, never keys: the signing one first. */
  readonly keys: Readonly<Record<KeyRing, readonly string[]>>;
}

export interface RedisView {
  readonly isAlive: boolean;
  readonly usedMemoryBytes: number | null;
  /** How many keys it holds: sessions, revoked tokens, families of refresh tokens. */
  readonly keys: number | null;
  /** Whether it writes an append-only file. */
  readonly isPersistent: boolean | null;
}

/** GET /lab/state, and the event `state`, several times in two seconds. */
export interface LabState {
  readonly at: string;
  readonly instances: readonly InstanceView[];
  /** Null: nobody has said where Redis is. */
  readonly redis: RedisView | null;
  /** What goes on that no other may disturb. */
  readonly busy: 'run' | 'restart' | 'scale' | null;
  readonly can: {
    /** Whether instances can be started and stopped from here. */
    readonly scale: boolean;
    readonly breakRedis: boolean;
    /** Whether the append-only file can be switched. */
    readonly persistRedis: boolean;
  };
}
