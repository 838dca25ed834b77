// An instance for tests of forged tokens: its keys, a token that it issued, and its answers. Then the forging of tokens: any header
// and any payload, signed with any key.
import { createHmac, webcrypto } from 'node:crypto';
import { catalogue, type Mode } from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import type { CryptoKey } from 'jose';
import { expect } from 'vitest';
import type { KeyRing } from '../keys/rings.js';
import { buildTestApp } from './build-test-app.js';
import { getMe, postLogin } from './client.js';
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
  const keys = app.instanceState.keys[axis].tokens;
  const token: string = (await postLogin(app, mode)).json().access_token;
  return { app, mode, keys, token, ...takeApart(token) };
}

export async function expectAccepted({ app, mode }: TokenInstance, token: string): Promise<void> {
  const answer = await getMe(app, mode, { authorization: `Bearer ${token}` });
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.json()).toMatchObject({ username: 'vu-0001', servedBy: 'api-1' });
}

/** 401 with one of the codes, in the body and, as RFC 6750 §3 requires, in the challenge. */
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

type Json = Record<string, unknown>;

/** A token's header and claims, to be altered. */
export function takeApart(token: string): { header: Json; claims: Json; signature: string } {
  const [header = '', claims = '', signature = ''] = token.split('.');
  return { header: parse(header), claims: parse(claims), signature };
}

const parse = (part: string): Json => JSON.parse(Buffer.from(part, 'base64url').toString());

/** Text and bytes as they are, everything else as JSON; undefined members are left out. */
export function encode(part: unknown): string {
  const bytes = typeof part === 'string' || part instanceof Uint8Array ? part : JSON.stringify(part);
  return Buffer.from(bytes as string).toString('base64url');
}

/** Signs in earnest, with a key of an instance or one like it. */
export function signWith(key: CryptoKey, header: unknown, payload: unknown): Promise<string> {
  return signInput(key, `${encode(header)}.${encode(payload)}`);
}

/** The same for the first two parts as they are spelled. */
export async function signInput(key: CryptoKey, input: string): Promise<string> {
  const algorithm = key.algorithm.name === 'ECDSA' ? { name: 'ECDSA', hash: 'SHA-256' } : key.algorithm.name;
  const signature = await webcrypto.subtle.sign(algorithm, key as webcrypto.CryptoKey, Buffer.from(input));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

/** HS256 with any bytes as the secret, even with no bytes. */
export function signWithBytes(secret: string | Uint8Array, header: Json, payload: unknown): string {
  const input = `${encode({ ...header, alg: 'HS256' })}.${encode(payload)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** The same token with another signature. */
export function withSignature(token: string, signature: string): string {
  return token.replace(/[^.]*$/, signature);
}
