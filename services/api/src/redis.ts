// The clients of Redis: fail fast, and recover by themselves.
import { parseRedisUrl, type RedisAddressParts } from '@scale-out-lab/core';
import { Cluster, Command, Redis, type RedisOptions } from 'ioredis';
import { PrimaryConnector, ServerConnector } from './redis-connectors.js';

const commandTimeoutMs = 250;

const connectTimeoutMs = 500;

/**
 * How long an answer may be late before its connection is closed. An idle connection stays open. Where another node may
 * become the primary, an early end of a silent connection finds it sooner. docs/scale.md has the cost of its timer.
 */
const silenceMs = { single: 1000, sentinel: 300, cluster: 500 };

/** The shortest interval between reconnections because Redis accepts no writes at this address. */
const noWritesRetryMs = 1000;

/** How long a command may still take after its timer, and one more turn of I/O. */
const afterTimerMs = 20;

/**
 * In place of ioredis's own, which fails a command in the moment that its time is over. After a pause of this process, as on a busy
 * machine, the command may not be written yet, or its answer may have arrived and not been read.
 */
Command.prototype.setTimeout = function failAfterIo(ms) {
  const fail = () => this.isSettled || this.reject(new Error('Command timed out'));
  const timeOut = () => setTimeout(() => setImmediate(fail), afterTimerMs);
  // A command that is settled clears the timer of this name.
  Object.assign(this, { _commandTimeoutTimer: setTimeout(timeOut, ms) });
};

/** A client of one Redis, of the primary that sentinels name, or of a Redis Cluster. All have the same commands. */
export type RedisClient = Redis | Cluster;

/** Of each connection. */
const connectionOptions = {
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: commandTimeoutMs,
  connectTimeout: connectTimeoutMs,
  // A silent Redis does not answer a goodbye either.
  disconnectTimeout: 100,
} as const satisfies RedisOptions;

/** Of a client that reconnects by itself, to the same address or to the primary that a sentinel names. */
const reconnecting = () =>
  ({
    ...connectionOptions,
    lazyConnect: true,
    enableOfflineQueue: false,
    retryStrategy: (attempt) => Math.min(50 * attempt, 150),
    reconnectOnError: atMostEvery(noWritesRetryMs, takesNoWrites),
  }) satisfies RedisOptions;

/**
 * A client that answers or fails within about a quarter of a second, whatever the state of Redis. Once Redis is healthy at the
 * same address, or has a new primary, the client is ready again by itself, even if the old connection no longer answers.
 * Commands are never queued while Redis is away, and never sent twice, since a command that timed out may still run.
 * The commands of one turn of the event loop share one write.
 * @param url as `parseRedisUrl` accepts it, or the path of a socket
 * @param password of the user in the URL, or of the default user
 */
export function createRedis(url: string, password?: string): RedisClient {
  const redis = createClient(url, password);
  // Without a listener an unreachable Redis would crash the process; each command reports its own failure.
  redis.on('error', () => {});
  return redis;
}

function createClient(url: string, password: string | undefined): RedisClient {
  const parts = parseRedisUrl(url);
  if (parts === undefined || parts.topology === 'single') {
    const access = password ? { password } : {};
    const socketTimeout = silenceMs.single;
    return new Redis(url, { ...reconnecting(), ...access, socketTimeout, Connector: ServerConnector });
  }
  const { username } = parts;
  const secret = password ?? parts.password;
  const access = { ...(username && { username }), ...(secret && { password: secret }) };
  const tls = parts.isTls ? { tls: {} } : {};
  return parts.topology === 'sentinel'
    ? clientOfSentinels(parts, { ...access, ...tls })
    : clientOfCluster(parts, { ...access, ...tls });
}

interface Access {
  readonly username?: string;
  readonly password?: string;
  readonly tls?: object;
}

/** Sentinels have the password of Redis. */
function clientOfSentinels({ endpoints, primary, isTls }: RedisAddressParts, access: Access): Redis {
  return new Redis({
    ...reconnecting(),
    ...access,
    socketTimeout: silenceMs.sentinel,
    Connector: PrimaryConnector,
    sentinels: [...endpoints],
    name: primary,
    ...(access.password && { sentinelPassword: access.password }),
    ...(isTls && { enableTLSForSentinelMode: true, sentinelTLS: {} }),
    sentinelCommandTimeout: commandTimeoutMs,
    sentinelRetryStrategy: () => 100,
  });
}

function clientOfCluster({ endpoints }: RedisAddressParts, access: Access): Cluster {
  const cluster = new Cluster([...endpoints], {
    lazyConnect: true,
    enableOfflineQueue: false,
    redisOptions: {
      ...connectionOptions,
      ...access,
      socketTimeout: silenceMs.cluster,
      Connector: ServerConnector,
    },
    // The connector looks names up: a certificate is for the name, and a name that does not resolve must not stop the client.
    dnsLookup: (name, callback) => callback(null, name),
    // After a lost connection, a command may have run, so it is not sent again.
    retryDelayOnFailover: 0,
    retryDelayOnClusterDown: 0,
    maxRedirections: 3,
    // Finds the new primary of a slot although the old one is silent.
    slotsRefreshInterval: 500,
    slotsRefreshTimeout: commandTimeoutMs,
    clusterRetryStrategy: () => 100,
  });
  // ioredis would connect at the first command, and refuse all others until it is connected. A node that it has just found gets
  // the command that was sent there first.
  cluster.on('+node', (node: Redis) =>
    queueMicrotask(() => node.status === 'wait' && node.connect().catch(() => {})),
  );
  return keepConnecting(cluster);
}

/** ioredis stops for good if the last node of before closes while it looks up the names of the nodes. */
function keepConnecting(cluster: Cluster): Cluster {
  const connect = cluster.connect.bind(cluster);
  cluster.connect = () =>
    connect().catch((error) => {
      if (cluster.status === 'close') return cluster.connect();
      throw error;
    });
  return cluster;
}

/** It has become a replica, or has fewer replicas than it needs. A new connection may reach the new primary. */
function takesNoWrites({ message }: Error): boolean {
  return /\b(READONLY|NOREPLICAS)\b/.test(message);
}

function atMostEvery(ms: number, isDue: (error: Error) => boolean): (error: Error) => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (!isDue(error) || performance.now() - last < ms) return false;
    last = performance.now();
    return true;
  };
}
