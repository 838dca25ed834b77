// Access tokens in the lab for tests.

import { randomUUID } from 'node:crypto';
import { issuer, type Mode } from '@scale-out-lab/core';
import {
  type Fault,
  flawedChecks,
  hmac,
  isBy,
  type LabKeys,
  nameKey,
  type Signed,
  signInput,
} from './flawed-checks.js';

type Json = Readonly<Record<string, unknown>>;

interface Issue {
  readonly mode: Mode;
  readonly username: string;
  readonly instance: string;
  readonly seconds: number;
}

const audienceOf = (mode: Mode) => `${issuer}/api/${mode.name}`;
const now = () => Math.floor(Date.now() / 1000);

export function issueToken(keys: LabKeys, { mode, username, instance, seconds }: Issue): string {
  const header = { ...nameKey(mode, instance), typ: 'at+jwt' };
  const whose = { iss: issuer, sub: username, aud: audienceOf(mode), username, issued_by: instance };
  const claims = { ...whose, iat: now(), nbf: now(), exp: now() + seconds, jti: randomUUID() };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${signInput(keys, header.kid, input).toString('base64url')}`;
}

/** The user of the token; undefined if it is refused. */
export async function checkToken(
  keys: LabKeys,
  mode: Mode,
  text: string,
  fault?: Fault,
): Promise<string | undefined> {
  const parts = text.split('.');
  if (text.length > 4096 || parts.length !== 3) return undefined;
  if (fault !== 'ignores spare bits' && !parts.every(isCanonical)) return undefined;
  const [header, claims] = parts.slice(0, 2).map(parse);
  if (!isObject(header)) return undefined;
  const signature = Buffer.from(parts[2] ?? '', 'base64url');
  const signed = { header, input: parts.slice(0, 2).join('.'), signature };
  const isFooled = fault !== undefined && (await flawedChecks[fault]?.(signed, keys));
  if (!isFooled && !isSigned(keys, mode, signed)) return undefined;
  if (claims === null && fault === 'fails at null claims') throw new TypeError('null has no claims');
  if (!isObject(claims)) return undefined;
  const kept = Object.entries(checks).filter(([name]) => fault !== `ignores ${name}`);
  return kept.every(([, isRight]) => isRight(claims, header, mode)) ? String(claims.username) : undefined;
}

const checks: Readonly<Record<string, (claims: Json, header: Json, mode: Mode) => boolean>> = {
  iss: (claims) => claims.iss === issuer,
  aud: ({ aud }, _header, mode) => [aud].flat().includes(audienceOf(mode)),
  exp: ({ exp }) => Number.isSafeInteger(exp) && Number(exp) > now(),
  nbf: ({ nbf }) => Number.isSafeInteger(nbf) && Number(nbf) <= now(),
  typ: (_claims, { typ }) => typ === 'at+jwt',
  user: ({ sub, username }) => typeof sub === 'string' && typeof username === 'string',
};

function isSigned({ secret, pairs }: LabKeys, mode: Mode, { header, input, signature }: Signed): boolean {
  const kid = String(header.kid);
  if (mode.keys === 'published')
    return header.alg === 'ES256' && isBy(pairs.get(kid)?.publicKey, input, signature);
  return header.alg === 'HS256' && kid === 'hs' && hmac(secret, input).equals(signature);
}

function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}

function parse(part: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(part, 'base64url')));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
