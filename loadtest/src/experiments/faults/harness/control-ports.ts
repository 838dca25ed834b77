// The control ports of the instances: the faults that they inject, and how to find and call them. An ID is the name of an instance.

import { lookup } from 'node:dns/promises';
import { type EvictionPolicy, ExitError, missingError, type RedisTopology } from '@scale-out-lab/core';
import { exchangeOnce, type HttpRequest } from '../../../http/connection.js';
import { isRecord, jsonBody } from '../../../model/answer.js';
import { toPrintable } from '../../../model/words.js';
import type { RedisBackup } from './back-up-redis.js';
import type { FullRedis } from './fill-redis.js';

export interface Faults extends InstanceFaults {
  /** Undefined where the address of Redis is not given. */
  readonly redis: RedisFaults | undefined;
  /** Resolves once exactly this many instances run and the balancer uses them. Undefined where only a person can scale. */
  readonly scaleTo: ((instances: number) => Promise<void>) | undefined;
}

/** Each rejects with an ExitError when the instance cannot be reached or refuses. */
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
  /** Blocks its process as long as a file in its HOLDS_DIR holds it. */
  hold(id: string): Promise<void>;
  /** Sets the error of its clock; 0 corrects it. */
  setClock(id: string, offsetSeconds: number): Promise<void>;
  /** Changes the epoch that ends everything older in Redis; null restores that of its environment. */
  setRestoreEpoch(id: string, epoch: string | null): Promise<void>;
  /** Makes it sign with `current`, and accept `current` and all of `accepted`. */
  replaceSecrets(id: string, ring: SecretRing, secrets: KeySecrets): Promise<void>;
  /** `rotate` adds a new key pair to sign with. `retire` publishes the current public key only. */
  changePublishedKeys(id: string, action: 'rotate' | 'retire'): Promise<void>;
  /** Restores the configured keys. */
  resetKeys(id: string): Promise<void>;
}

export interface RedisFaults {
  /** With any other than `single`, the failure of a server is a failover: `crash` and `stall` are for one server alone. */
  readonly topology: RedisTopology;
  /** Ends it at once, without saving. Its supervisor restarts it. */
  crash(): Promise<void>;
  /** Pauses it: it accepts commands and runs them after the pause. Resolves when the pause has begun. */
  stall(ms: number): Promise<void>;
  /** Whether it writes an append-only file. */
  isPersistent(): Promise<boolean>;
  usedMemoryBytes(): Promise<number>;
  /** Fills its memory up to a limit under that policy, with keys of another tenant. */
  fill(policy: EvictionPolicy): Promise<FullRedis>;
  /** Copies everything in it, in any topology. */
  backUp(): Promise<RedisBackup>;
  /** How many keys it holds. */
  countKeys(): Promise<number>;
  /** Deletes everything in it. */
  clear(): Promise<void>;
  /** Turns its append-only file on or off, for restarts too. Undefined where only its configuration can. */
  readonly setPersistent: ((isPersistent: boolean) => Promise<void>) | undefined;
  /** Ends or freezes a primary, for good. Undefined where no other server takes over, or only a person can do it. */
  readonly failOver: ((how: 'crash' | 'stall') => Promise<Failover>) | undefined;
  /**
   * Cuts the primary off from its replicas and sentinels, while clients still reach it. Undefined without sentinels.
   * @param minReplicas its `min-replicas-to-write` until `restore`
   */
  readonly isolate: ((minReplicas: number) => Promise<Isolation>) | undefined;
  /** Undefined where it is one server, or only a person can break one of several. */
  readonly nodes: RedisNodes | undefined;
}

/** The servers and sentinels of one Redis, by their IDs. */
export interface RedisNodes {
  readonly ids: readonly string[];
  /** Those that take the writes, as the sentinels or the cluster name them. */
  primaries(): Promise<readonly string[]>;
  look(id: string): Promise<RedisNodeState>;
  /** Ends its process at once. Its supervisor restarts it. */
  crash(id: string): Promise<void>;
}

/** The report of a server or a sentinel about itself. */
export interface RedisNodeState {
  readonly role: 'primary' | 'replica' | 'sentinel';
  /** The primary of a replica; null if it is none of the IDs. */
  readonly follows: string | null;
  /** Whether a replica reaches its primary. */
  readonly isLinked: boolean;
}

/** A primary that is cut off. */
export interface Isolation {
  /** Whether the sentinels name another primary. */
  isReplaced(): Promise<boolean>;
  /** Lets replicas and sentinels reach it again. May be called again. */
  heal(): Promise<void>;
  look(): Promise<{
    readonly isPrimary: boolean;
    /** Whether each client that was connected at the cut still is. */
    readonly keepsClients: boolean;
  }>;
  /** Heals, and resolves once it follows the new primary, with its former `min-replicas-to-write`. */
  restore(): Promise<void>;
}

export interface Failover {
  /** When the primary stopped answering (`performance.now()`). */
  readonly goneAt: number;
  /** Whether another server is known as primary. */
  isOver(): Promise<boolean>;
  /** Resolves once the old primary is back, as a replica. */
  restore(): Promise<void>;
}

export type SecretRing = 'session' | 'jwt';

/** "configured" means the secret of the instance's environment; any other has at least 32 bytes. */
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

// Sends one request to a control port, with its token and a short timeout.

/** Resolves to the body of the answer. */
type ControlClient = (
  url: URL,
  method: HttpRequest['method'],
  path: string,
  body?: object,
) => Promise<unknown>;

const timeoutMs = 2000;

/** @param token read for every request, so that a command without faults needs none */
export function createControlClient(token: () => string): ControlClient {
  return async (url, method, path, body) => {
    const headers = {
      authorization: `Bearer ${token()}`,
      ...(body && { 'content-type': 'application/json' }),
    };
    const request = { method, path: `/control${path}`, headers, body: body && JSON.stringify(body) };
    const { answer, failure } = await exchangeOnce(url, request, { timeoutMs });
    if (!answer) throw silent(url, failure);
    if (answer.status >= 300) throw refused(url, answer.status, answer.body);
    return jsonBody(answer);
  };
}

function refused({ origin }: URL, status: number, text: string): ExitError {
  const sentence =
    status === 401
      ? `The control port at ${origin} refuses the token. Set CONTROL_TOKEN, or CONTROL_TOKEN_FILE, to that of the lab that runs there.`
      : `The control port at ${origin} answers ${status}: ${detailOf(text)}. Does --control name a control port?`;
  return missingError(sentence);
}

/** Only a port that does not answer has a cause: `isSilence` relies on it. */
function silent({ origin }: URL, cause: string | undefined): ExitError {
  const sentence = `The control port at ${origin} does not answer (${cause}). Start the lab, or name another address with --control.`;
  return missingError(sentence, { cause });
}

function detailOf(text: string): string {
  try {
    const problem: unknown = JSON.parse(text);
    const isProblem = isRecord(problem) && typeof problem.detail === 'string';
    return toPrintable(isProblem ? String(problem.detail).replace(/\.$/, '') : text);
  } catch {
    return 'no problem document';
  }
}

// Finds the instances at the control ports. A host name with several addresses means all of them.

/**
 * The instances that answer now, by their IDs. An instance that does not answer is left out.
 * @throws ExitError when none answers, or one refuses
 */
export async function findInstances(
  addresses: readonly URL[],
  control: ControlClient,
): Promise<ReadonlyMap<string, URL>> {
  const urls = (await Promise.all(addresses.map(expand))).flat();
  const answers = await Promise.allSettled(urls.map((url) => askId(url, control)));
  const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const [failure] = failures.filter((each) => !isSilence(each) || found.length === 0);
  if (failure) throw failure;
  return new Map(found.sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })));
}

/** Docker resolves the name of a service to the addresses of all its containers. */
async function expand(url: URL): Promise<readonly URL[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = await lookup(host, { all: true }).catch((cause) => {
    const sentence = `There is no ${url.hostname} (${cause.code}). Start the lab, or name another address with --control.`;
    throw missingError(sentence, { cause });
  });
  return found.map(({ address, family }) => {
    const expanded = new URL(url);
    expanded.hostname = family === 6 ? `[${address}]` : address;
    return expanded;
  });
}

async function askId(url: URL, control: ControlClient): Promise<[string, URL]> {
  const state = await control(url, 'GET', '/state');
  if (isRecord(state) && typeof state.instanceId === 'string') return [state.instanceId, url];
  throw missingError(`${url.origin} answers, but is not a control port of the lab.`);
}

/** Only a failure to reach it has a cause. */
function isSilence(error: unknown): boolean {
  return error instanceof ExitError && error.cause !== undefined;
}

// Injects the faults of instances through their control ports.

/** @param addresses the current addresses of the control ports */
export function instanceFaults(addresses: () => readonly URL[], control: ControlClient): InstanceFaults {
  let known: ReadonlyMap<string, URL> = new Map();

  async function instances(): Promise<ReadonlyMap<string, URL>> {
    known = await findInstances(addresses(), control);
    return known;
  }

  /** The last known address. A fault must start on time, and a query of all instances would delay it. */
  async function locate(id: string): Promise<URL> {
    const url = known.get(id) ?? (await instances()).get(id);
    if (url) return url;
    const others = [...known.keys()].join(', ');
    throw missingError(`No instance ${id} is at the control ports, only ${others}.`);
  }

  async function call(
    id: string,
    ...request: Parameters<ControlClient> extends [URL, ...infer Rest] ? Rest : never
  ) {
    try {
      return await control(await locate(id), ...request);
    } catch (error) {
      // It may have moved. The others keep their addresses, so that only this one is looked up again.
      known = new Map([...known].filter(([other]) => other !== id));
      throw error;
    }
  }

  return {
    instances,
    state: async (id) => (await call(id, 'GET', '/state')) as InstanceState,
    crash: async (id) => void (await call(id, 'POST', '/crash')),
    drain: async (id) => void (await call(id, 'POST', '/drain')),
    stall: async (id, ms) => void (await call(id, 'POST', '/stall', { ms })),
    hold: async (id) => void (await call(id, 'POST', '/hold')),
    setClock: async (id, offsetSeconds) => void (await call(id, 'POST', '/clock', { offsetSeconds })),
    setRestoreEpoch: async (id, epoch) => void (await call(id, 'PUT', '/restore-epoch', { epoch })),
    replaceSecrets: async (id, ring, secrets) => void (await call(id, 'PUT', `/keys/${ring}`, secrets)),
    changePublishedKeys: async (id, action) => void (await call(id, 'POST', '/keys/published', { action })),
    resetKeys: async (id) => void (await call(id, 'POST', '/keys/reset')),
  };
}
