// An instance for tests of forged tokens: the keys that it signs with, a token that it issued, and what it answers.
import { catalogue, type Mode } from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import type { KeyRing } from '../keys/key-ring.js';
import { buildTestApp } from './build-test-app.js';
import { getMe, postLogin } from './client.js';
import { takeApart } from './forge.js';
import { recordedKeys } from './recorded-keys.js';
import type { TestRedis } from './redis-server.js';

/** The modes in which a request carries a token. */
export const tokenModes = catalogue.filter(({ credential }) => credential === 'jwt');

export interface TokenInstance {
  readonly app: FastifyInstance;
  readonly mode: string;
  readonly keys: KeyRing;
  /** A good token. */
  readonly token: string;
  readonly header: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
}

/** @param onFinished the `onTestFinished` or `afterAll` of vitest */
export async function buildTokenInstance(
  onFinished: (close: () => Promise<void>) => void,
  { name: mode, keys: axis }: Mode,
  { path: redisPath }: TestRedis,
): Promise<TokenInstance> {
  const app = await buildTestApp(onFinished, {
    modes: tokenModes,
    redisPath,
    config: { accessTtlSeconds: 60 },
  });
  const keys = recordedKeys.get('api-1')?.[axis].tokens;
  if (!keys) throw new Error('the keys were not recorded; the test has to ask for it (recorded-keys.ts)');
  const token: string = (await postLogin(app, mode)).json().access_token;
  return { app, mode, keys, token, ...takeApart(token) };
}

export async function expectAccepted({ app, mode }: TokenInstance, token: string): Promise<void> {
  const answer = await getMe(app, mode, { authorization: `Bearer ${token}` });
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.json()).toMatchObject({ username: 'vu-0001', servedBy: 'api-1' });
}

/** 401 with one of the codes, in the body and, as RFC 6750 §3 wants it, in the challenge. */
export async function expectRefused(
  { app, mode }: TokenInstance,
  token: string,
  ...codes: readonly string[]
): Promise<void> {
  const answer = await getMe(app, mode, { authorization: `Bearer ${token}` });
  expect(answer.statusCode, token).toBe(401);
  const { code } = answer.json();
  expect(codes, token).toContain(code);
  expect(answer.headers['www-authenticate']).toBe(
    `Bearer realm="scale-out-lab", error="invalid_token", error_description="${code}"`,
  );
}
