// What is measured: the instance's open route, each mode of the catalogue, and the peers.
import type { Axes, Mode } from '@scale-out-lab/core';

export interface Target {
  readonly name: string;
  /** Which process answers: the instance, or the module in `peers/` that is the peer. */
  readonly server: 'instance' | PeerModule;
  readonly path: string;
  /** Where to get the credential; undefined for a route that needs none. */
  readonly logInPath?: string;
}

export interface Peer extends Target {
  readonly server: PeerModule;
  readonly env?: Readonly<Record<string, string>>;
  /** The modes that remember a log-in as this peer does. */
  readonly like: Partial<Axes>;
}

type PeerModule = 'fastify-jwt' | 'express-jsonwebtoken' | 'express-session-memory' | 'express-session-redis';

export const openRoute: Target = { name: 'open route', server: 'instance', path: '/api/instance' };

export function targetOf({ name }: Mode): Target {
  return { name, server: 'instance', path: `/api/${name}/me`, logInPath: `/api/${name}/login` };
}

const routes = { path: '/me', logInPath: '/login' };
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
  { name: 'Express, jsonwebtoken', server: 'express-jsonwebtoken', ...routes, like: tokens },
  {
    name: 'Express, session in memory',
    server: 'express-session-memory',
    ...routes,
    like: { credential: 'session', state: 'memory', keys: 'shared' },
  },
  {
    name: 'Express, session in Redis',
    server: 'express-session-redis',
    ...routes,
    like: { credential: 'session', state: 'redis', keys: 'shared' },
  },
];

/** The peers that remember a log-in as the mode does. */
export function peersOf(mode: Axes): readonly Peer[] {
  const axes = ['credential', 'state', 'keys', 'balancing'] as const;
  return peers.filter(({ like }) =>
    axes.every((axis) => like[axis] === undefined || like[axis] === mode[axis]),
  );
}
