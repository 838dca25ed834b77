// The faults that can be injected into a running lab. An ID is the name that an instance answers with.

export interface Faults extends InstanceFaults {
  /** Undefined where the address of Redis is not given. */
  readonly redis: RedisFaults | undefined;
  /** Resolves once exactly this many instances run and the balancer uses them. Undefined where only a person can scale. */
  readonly scaleTo: ((instances: number) => Promise<void>) | undefined;
}

/** Each rejects with a ExitError when the instance cannot be reached or refuses. */
export interface InstanceFaults {
  /** Every running instance: its ID, and the address of its control port. */
  instances(): Promise<ReadonlyMap<string, URL>>;
  state(id: string): Promise<InstanceState>;
  /** Ends its process at once. Its supervisor restarts it. */
  crash(id: string): Promise<void>;
  /** Ends its process as a SIGTERM would: requests in flight are answered. Its supervisor restarts it. */
  drain(id: string): Promise<void>;
  /** Blocks its process for 1 to 60,000 ms. */
  stall(id: string, ms: number): Promise<void>;
  /** Sets the error of its clock; 0 corrects it. */
  setClock(id: string, offsetSeconds: number): Promise<void>;
  /** Makes it sign with `current`, and accept `current` and all of `accepted`. */
  replaceSecrets(id: string, ring: SecretRing, secrets: KeySecrets): Promise<void>;
  /** `rotate` adds a new key pair to sign with. `retire` publishes the current public key only. */
  changePublishedKeys(id: string, action: 'rotate' | 'retire'): Promise<void>;
  /** Restores the configured keys. */
  resetKeys(id: string): Promise<void>;
}

export interface RedisFaults {
  /** Ends it at once, without saving. Its supervisor restarts it. */
  crash(): Promise<void>;
  /** Pauses it: it accepts commands and runs them after the pause. Resolves when the pause has begun. */
  stall(ms: number): Promise<void>;
  /** Whether it writes an append-only file. */
  isPersistent(): Promise<boolean>;
  usedMemoryBytes(): Promise<number>;
  /** How many keys it holds. */
  countKeys(): Promise<number>;
  /** Turns its append-only file on or off, for restarts too. Undefined where only its configuration can. */
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
  /** For each mode, how many log-ins are in its memory. */
  readonly logIns: Readonly<Record<string, number>>;
  /** Names of keys, never the keys. The signing key comes first. */
  readonly keys: Readonly<Record<SecretRing | 'published', readonly string[]>>;
}
