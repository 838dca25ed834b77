// The targets of the bench: the open route, each mode of the catalogue, a mode with Redis in each other topology, and the
// peers. Visitors of a target send its requests, each with a credential of their own, and check the answers.
import {
  type Axes,
  ExitError,
  exitCodes,
  type Mode,
  type RedisTopology,
  virtualUserName,
} from '@scale-out-lab/core';
import { logIn } from '../log-in.js';

export interface Target {
  readonly name: string;
  /** Which process answers: the instance, one with Redis in another topology, or the module in `peers/` that is the peer. */
  readonly server: 'instance' | Replicated['server'] | PeerModule;
  readonly path: string;
  /** Where to get the credential; undefined for a route that needs none. */
  readonly logInPath?: string;
}

interface Replicated extends Target {
  readonly server: Exclude<RedisTopology, 'single'>;
}

export interface Peer extends Target {
  readonly server: PeerModule;
  readonly env?: Readonly<Record<string, string>>;
  /** The modes that remember a log-in as this peer does. */
  readonly like: Partial<Axes>;
}

type PeerModule =
  | 'better-auth'
  | 'express-jsonwebtoken'
  | 'express-session'
  | 'fastify-jwt'
  | 'fastify-secure-session'
  | 'hono-jwt'
  | 'iron-session';

export const openRoute: Target = { name: 'open route', server: 'instance', path: '/api/instance' };

export function targetOf({ name }: Pick<Mode, 'name'>): Target {
  return { name, server: 'instance', path: `/api/${name}/me`, logInPath: `/api/${name}/login` };
}

export const replicated: readonly Replicated[] = (['sentinel', 'cluster'] as const).map((server) => ({
  ...targetOf({ name: 'session-redis' }),
  name: `session-redis, ${server}`,
  server,
}));

const routes = { path: '/me', logInPath: '/login' };
const sessionsInRedis = { credential: 'session', state: 'redis', keys: 'shared' } as const;
const sealedCookies = { state: 'none', keys: 'shared' } as const;
const tokens = { credential: 'jwt', state: 'none', keys: 'shared' } as const;

export const peers: readonly Peer[] = [
  { name: '@fastify/jwt', server: 'fastify-jwt', ...routes, like: tokens },
  {
    name: '@fastify/jwt, cached',
    server: 'fastify-jwt',
    ...routes,
    like: tokens,
    env: { PEER_CACHE: 'true' },
  },
  { name: 'Hono, JWT', server: 'hono-jwt', ...routes, like: tokens },
  { name: 'Express, jsonwebtoken', server: 'express-jsonwebtoken', ...routes, like: tokens },
  {
    name: 'Express, session in memory',
    server: 'express-session',
    ...routes,
    like: { credential: 'session', state: 'memory', keys: 'shared' },
  },
  {
    name: 'Express, session in Redis',
    server: 'express-session',
    ...routes,
    env: { PEER_STORE: 'redis' },
    like: sessionsInRedis,
  },
  { name: 'better-auth', server: 'better-auth', ...routes, like: sessionsInRedis },
  {
    name: 'better-auth, cached',
    server: 'better-auth',
    ...routes,
    env: { PEER_CACHE: 'true' },
    like: { ...sessionsInRedis, cacheSeconds: 300 },
  },
  { name: '@fastify/secure-session', server: 'fastify-secure-session', ...routes, like: sealedCookies },
  { name: 'iron-session', server: 'iron-session', ...routes, like: sealedCookies },
];

/** The peers that remember a log-in as the mode does. A copy that is trusted for a while compares with such a copy only. */
export function peersOf(mode: Axes): readonly Peer[] {
  const axes = ['credential', 'state', 'keys', 'balancing'] as const;
  return peers.filter(
    ({ like }) =>
      axes.every((axis) => like[axis] === undefined || like[axis] === mode[axis]) &&
      (like.cacheSeconds === undefined) === (mode.cacheSeconds === undefined),
  );
}

export interface Visitor {
  readonly headers: Readonly<Record<string, string>>;
  isRight(body: string): boolean;
}

/** This many users of the target at `origin`, each freshly logged in. @throws when the target does not answer as it must */
export function admitVisitors(origin: string, target: Target, count: number): Promise<Visitor[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) => {
      const username = virtualUserName(index + 1);
      return target.logInPath === undefined ? passerBy : admit(origin, target, target.logInPath, username);
    }),
  );
}

const passerBy: Visitor = { headers: {}, isRight: (body) => body.startsWith('{"instanceId":"') };

async function admit(origin: string, target: Target, logInPath: string, username: string): Promise<Visitor> {
  const headers = await logIn(new URL(logInPath, origin), username);
  const expected = await askOnce(origin, target, headers, username);
  return { headers, isRight: (body) => body === expected };
}

/** The answer that every later one must equal, once it has been seen to be right. */
async function askOnce(
  origin: string,
  target: Target,
  headers: Readonly<Record<string, string>>,
  username: string,
): Promise<string> {
  const text = await (await fetch(origin + target.path, { headers })).text();
  const name = `Virtual user ${username.slice('vu-'.length)}`;
  const start = `{"username":"${username}","name":"${name}","issuedBy":"`;
  if (!text.startsWith(start) || !/","servedBy":"[^"]+"}$/.test(text)) {
    throw new ExitError(exitCodes.unexpected, `${target.name}: the answer to ${username} is ${text}`);
  }
  return text;
}
