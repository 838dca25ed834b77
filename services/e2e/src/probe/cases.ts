// The confusion table: applications with a known fault, and what the probe has to say about each.
import type { Cause } from '@scale-out-lab/core/wire';
import type { ProbeCase } from './probe-app.js';

export interface KnownCase extends ProbeCase {
  readonly cause: Cause;
  readonly more?: readonly string[];
}

const memory = 'express-session, memory of each instance';
const logOut = ['--log-out', 'POST /logout'];

export const cases: readonly KnownCase[] = [
  { app: memory, balancing: 'rotation', instances: 2, cause: 'state-in-memory' },
  { app: memory, balancing: 'rotation', instances: 5, cause: 'state-in-memory' },
  { app: memory, balancing: 'random', instances: 3, cause: 'state-in-memory' },
  { app: memory, balancing: 'HAProxy', instances: 3, cause: 'state-in-memory' },
  { app: memory, balancing: 'connection', instances: 3, cause: 'affinity-by-connection' },
  { app: memory, balancing: 'address', instances: 3, cause: 'affinity-by-address' },
  { app: memory, balancing: 'cookie', instances: 3, cause: 'affinity-by-cookie' },
  {
    app: 'express-session, shared store and own secrets',
    balancing: 'rotation',
    instances: 3,
    cause: 'own-cookie-secret',
  },
  {
    app: 'koa-session in a shared store, own keys',
    balancing: 'random',
    instances: 3,
    cause: 'own-cookie-secret',
  },
  {
    app: 'koa-session in a cookie, own keys',
    balancing: 'rotation',
    instances: 2,
    cause: 'own-cookie-secret',
  },
  { app: 'iron-session, own passwords', balancing: 'random', instances: 5, cause: 'own-cookie-secret' },
  { app: 'jsonwebtoken, own keys', balancing: 'random', instances: 3, cause: 'own-signing-keys' },
  { app: 'jsonwebtoken, own keys', balancing: 'rotation', instances: 5, cause: 'own-signing-keys' },
  { app: 'jsonwebtoken, one old key', balancing: 'random', instances: 3, cause: 'stale-key' },
  { app: 'jsonwebtoken, one wrong clock', balancing: 'random', instances: 3, cause: 'clock-skew' },
  { app: 'CSRF token in memory', balancing: 'rotation', instances: 3, cause: 'sign-in-split' },
  { app: 'jsonwebtoken, one key', balancing: 'rotation', instances: 3, cause: 'not-revoked', more: logOut },
  { app: memory, balancing: 'rotation', instances: 1, cause: 'healthy' },
  { app: 'express-session, shared store', balancing: 'random', instances: 3, cause: 'healthy', more: logOut },
  { app: 'jsonwebtoken, one key', balancing: 'random', instances: 5, cause: 'healthy' },
  { app: 'iron-session, one password', balancing: 'connection', instances: 2, cause: 'healthy' },
];
