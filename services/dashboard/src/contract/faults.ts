// What can be done to the cluster, and what has happened to it.

export type KeyRing = 'session' | 'jwt' | 'published';

/** POST /lab/keys: `overlap` signs with a new key and accepts the old, `retire` then drops it, `cut` does both at once. */
export interface KeysRequest {
  readonly ring: KeyRing;
  readonly how: 'overlap' | 'retire' | 'cut' | 'reset';
}

/** POST /lab/instances/<id>/stall and /lab/redis/stall: 1 to 60,000. */
export interface StallRequest {
  readonly ms: number;
}

/** PUT /lab/redis/persistence. */
export interface PersistenceRequest {
  readonly isPersistent: boolean;
}

/** PUT /lab/instances: 1 to 9. */
export interface ScaleRequest {
  readonly count: number;
}

export type IncidentWhat =
  | 'crash'
  | 'drain'
  | 'stall'
  | 'died'
  | 'back'
  | 'redis-crash'
  | 'redis-stall'
  | 'redis-died'
  | 'redis-back'
  | 'redis-persistence'
  | 'keys'
  | 'restart-begins'
  | 'restart-ends'
  | 'scale';

/** Something that was done to the cluster, or was seen to happen to it. */
export interface Incident {
  readonly id: number;
  readonly at: string;
  readonly what: IncidentWhat;
  /** The instance, where it was one. */
  readonly instance: string | null;
  /** Whether somebody asked for it here, or it was noticed. */
  readonly isAsked: boolean;
  /** What else there is to know: the ring and how, milliseconds, a count. */
  readonly note: string | null;
}
