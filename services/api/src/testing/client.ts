// A client for tests: logs in to a mode and carries the credential it was given, without a port.
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';

/** The header that a request of a logged-in user carries. */
export type Credential = { readonly cookie: string } | { readonly authorization: string };

export const demoUser = { username: 'vu-0001', password: 'demo' };

export function postLogin(app: FastifyInstance, mode: string, body: unknown = demoUser, headers = {}) {
  return app.inject({ method: 'POST', url: `/api/${mode}/login`, headers, payload: body as object });
}

export async function logIn(app: FastifyInstance, mode: string, headers = {}): Promise<Credential> {
  return credentialIn(await postLogin(app, mode, demoUser, headers));
}

export function credentialIn(response: LightMyRequestResponse): Credential {
  const { access_token } = response.json<{ access_token?: string }>();
  if (access_token) return { authorization: `Bearer ${access_token}` };
  // Without a copy of the session, which would hide for some seconds whether the store has it.
  const cookie = response.cookies.find(({ name }) => !name.startsWith('copy-'));
  if (!cookie) throw new Error(`log-in gave no credential: ${response.statusCode} ${response.body}`);
  return { cookie: `${cookie.name}=${encodeURIComponent(cookie.value)}` };
}

export function getMe(
  app: FastifyInstance,
  mode: string,
  credential: Credential | Record<string, never> = {},
) {
  return app.inject({ method: 'GET', url: `/api/${mode}/me`, headers: credential });
}

export function postLogout(app: FastifyInstance, mode: string, credential: Credential) {
  return app.inject({ method: 'POST', url: `/api/${mode}/logout`, headers: credential });
}

const samples = 200;

/** That each bit of `create()` varies by itself: of 200 values no two bits are always equal, nor is any always the same. */
export async function expectRandomBits(count: number, create: () => Buffer | Promise<Buffer>): Promise<void> {
  const values: string[] = [];
  for (let i = 0; i < samples; i++) values.push(bitsOf(await create()));
  expect(values[0]).toHaveLength(count);
  const columns = Array.from({ length: count }, (_, bit) => values.map((value) => value[bit]).join(''));
  expect(new Set(columns).size, 'bits that vary independently').toBe(count);
  expect(columns.filter((column) => !column.includes('0') || !column.includes('1'))).toEqual([]);
}

const bitsOf = (bytes: Buffer) => Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
