// What can be done to a lab while it serves: the faults, whatever carries them out. IDs are those that instances answer with.

export interface Faults extends InstanceFaults {
  /** Undefined where nobody has said where Redis is. */
  readonly redis: RedisFaults | undefined;
  /** Resolves once the balancer knows so many instances and no other runs. Undefined where only a person can do it. */
  readonly scaleTo: ((instances: number) => Promise<void>) | undefined;
}

/** Each rejects with a ExitError when the instance cannot be reached or refuses. */
export interface InstanceFaults {
  /** Every instance that runs now, by its ID, with the address of its control port. */
  instances(): Promise<ReadonlyMap<string, URL>>;
  state(id: string): Promise<InstanceState>;
  /** Ends its process at once. Whatever watches over it brings it back. */
  crash(id: string): Promise<void>;
  /** Ends its process as a SIGTERM would: what is on its way is answered. It is brought back too. */
  drain(id: string): Promise<void>;
  /** It lives and does nothing, from 1 to 60,000 ms. */
  stall(id: string, ms: number): Promise<void>;
  /** Sets its clock so wrong, or right again with 0. */
  setClock(id: string, offsetSeconds: number): Promise<void>;
  /** Signs with `current` from now on, and accepts all of them. */
  replaceSecrets(id: string, ring: SecretRing, secrets: KeySecrets): Promise<void>;
  /** Makes it sign with a new key pair, the former public key staying published, or takes all but the current one down. */
  changePublishedKeys(id: string, action: 'rotate' | 'retire'): Promise<void>;
  /** Everything as configured again. */
  resetKeys(id: string): Promise<void>;
}

export interface RedisFaults {
  /** Ends it at once and without saving. Whatever watches over it brings it back. */
  crash(): Promise<void>;
  /** It takes commands and carries none out until the time is over. Resolves when it has begun. */
  stall(ms: number): Promise<void>;
  /** Whether it writes an append-only file. */
  isPersistent(): Promise<boolean>;
  usedMemoryBytes(): Promise<number>;
  /** How many keys it holds. */
  countKeys(): Promise<number>;
  /** Has it write an append-only file, or no longer, after a restart too. Undefined where only its configuration can. */
  readonly setPersistent: ((isPersistent: boolean) => Promise<void>) | undefined;
}

export type SecretRing = 'session' | 'jwt';

/** "configured" stands for the secret of the instance's environment; any other has at least 32 bytes. */
export interface KeySecrets {
  readonly current: string;
  readonly accepted: readonly string[];
}

export interface InstanceState {
  readonly instanceId: string;
  /** ISO 8601, by the instance's own clock. */
  readonly startedAt: string;
  readonly now: string;
  readonly isReady: boolean;
  readonly isDraining: boolean;
  readonly requests: { readonly total: number; readonly inFlight: number };
  readonly memory: { readonly rssBytes: number; readonly heapUsedBytes: number };
  /** For each mode, how many log-ins live in its memory. */
  readonly logIns: Readonly<Record<string, number>>;
  /** Names of keys, never the keys: the signing one first. */
  readonly keys: Readonly<Record<SecretRing | 'published', readonly string[]>>;
}
