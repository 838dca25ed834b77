// The confusion table: applications with a known fault, and the expected verdict of the probe for each.
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
  { app: memory, balancing: 'HAProxy cookie', instances: 3, cause: 'affinity-by-cookie' },
  { app: memory, balancing: 'Caddy', instances: 3, cause: 'state-in-memory' },
  {
    app: 'hapi and yar, memory of each instance',
    balancing: 'rotation',
    instances: 3,
    cause: 'state-in-memory',
  },
  {
    app: 'hapi and yar in a cookie, own passwords',
    balancing: 'random',
    instances: 3,
    cause: 'own-cookie-secret',
  },
  {
    app: 'better-auth, memory of each instance',
    balancing: 'rotation',
    instances: 3,
    cause: 'state-in-memory',
  },
  {
    app: 'better-auth, memory of each instance',
    balancing: 'address',
    instances: 3,
    cause: 'affinity-by-address',
  },
  {
    app: 'better-auth, shared database and own secrets',
    balancing: 'random',
    instances: 3,
    cause: 'own-cookie-secret',
  },
  {
    app: 'PHP, session files of each machine',
    balancing: 'rotation',
    instances: 2,
    cause: 'state-in-memory',
  },
  {
    app: 'Java servlets, memory of each instance',
    balancing: 'rotation',
    instances: 3,
    cause: 'state-in-memory',
  },
  { app: memory, balancing: 'nginx stream', instances: 3, cause: 'affinity-by-connection' },
  { app: memory, balancing: 'HAProxy table of addresses', instances: 3, cause: 'affinity-by-address' },
  { app: memory, balancing: 'HAProxy table of cookies', instances: 3, cause: 'affinity-by-cookie' },
  { app: 'flask-login, own keys', balancing: 'random', instances: 3, cause: 'own-cookie-secret' },
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
  { app: 'hapi and yar in a cookie, one password', balancing: 'random', instances: 3, cause: 'healthy' },
  { app: 'better-auth, shared database', balancing: 'rotation', instances: 3, cause: 'healthy' },
  { app: 'PHP, shared session files', balancing: 'random', instances: 3, cause: 'healthy' },
  { app: 'flask-login, one key', balancing: 'rotation', instances: 2, cause: 'healthy' },
  { app: 'Java servlets, memory of each instance', balancing: 'jvmRoute', instances: 3, cause: 'healthy' },
];
