// The address of Redis in its three topologies: one server, a primary that sentinels name, or a Redis Cluster.

/** Fixed names for the ways to run Redis, as REDIS_TOPOLOGY has them. */
export const redisTopologies = ['single', 'sentinel', 'cluster'] as const;
export type RedisTopology = (typeof redisTopologies)[number];

/** Replicas and sentinels log in as this user, so that a partition can cut them off while clients stay. */
export const replicationUser = 'replication';

/**
 * How long a sentinel waits for an answer before it takes a server for down (`down-after-milliseconds`). A sentinel tries to connect once
 * a second, so that with a second one failed attempt at a new primary begins the next failover.
 */
export const sentinelPatienceMs = 1500;

/** Lines of the configuration of a server that has replicas, or is one. */
export const replicationLines = (password: string) => [
  `user ${replicationUser} on >${password} ~* &* +@all`,
  `masteruser ${replicationUser}`,
  `masterauth ${password}`,
];

export interface RedisEndpoint {
  readonly host: string;
  readonly port: number;
}

export interface RedisAddressParts {
  /** With `single` the client reads the URL itself. */
  readonly topology: RedisTopology;
  /** The sentinels, or some nodes of the cluster. */
  readonly endpoints: readonly RedisEndpoint[];
  /** The name of the primary in the sentinels. */
  readonly primary: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly isTls: boolean;
}

export const acceptedRedisUrls =
  'redis://host:port, redis-sentinel://host:port,host:port/name or redis-cluster://host:port,host:port';

const single = /^(?:rediss?|unix):\/\/\S+$/;
const several =
  /^redis(s?)-(sentinel|cluster):\/\/(?:([^\s:@/]*)(?::([^\s@/]*))?@)?([^\s@/]+)(?:\/([\w.-]+))?$/;
const endpoint = /^(\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?$/i;
const usualPorts = { sentinel: 26_379, cluster: 6379 };
const usualName = 'mymaster';

/** The parts of an address, or undefined if it has none of the accepted forms. */
export function parseRedisUrl(text: string): RedisAddressParts | undefined {
  if (single.test(text)) {
    if (!text.startsWith('unix:') && !isReadable(text)) return undefined;
    return {
      topology: 'single',
      endpoints: [],
      primary: '',
      ...noCredentials,
      isTls: text.startsWith('rediss:'),
    };
  }
  const [whole, tls, kind, username, password, hosts = '', primary = usualName] = several.exec(text) ?? [];
  if (whole === undefined || ![username, password].every(isDecodable)) return undefined;
  const topology = kind as keyof typeof usualPorts;
  const endpoints = hosts.split(',').map((each) => parseEndpoint(each, usualPorts[topology]));
  if (endpoints.some((each) => each === undefined)) return undefined;
  return {
    topology,
    endpoints: endpoints as RedisEndpoint[],
    primary,
    username: username && decodeURIComponent(username),
    password: password && decodeURIComponent(password),
    isTls: tls === 's',
  };
}

const noCredentials = { username: undefined, password: undefined };

export function isRedisUrl(text: string): boolean {
  return parseRedisUrl(text) !== undefined;
}

function parseEndpoint(text: string, usualPort: number): RedisEndpoint | undefined {
  const [, host, port = String(usualPort)] = endpoint.exec(text) ?? [];
  if (!host || Number(port) < 1 || Number(port) > 65_535) return undefined;
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

function isReadable(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return [username, password].every(isDecodable);
}

/** A lone `%` is no encoded byte (RFC 3986 §2.1). */
function isDecodable(text = ''): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
