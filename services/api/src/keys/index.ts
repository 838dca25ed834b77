// The keys axis: one secret on all instances, a separate one on each, or a published key pair.
import { type Keys as Axis, randomSecret } from '@scale-out-lab/core';
import { type PublishedKeys, type PublishedOptions, published } from './published.js';
import { type CookieRing, cookieRing, type HmacRing, hmacRing, type Keys } from './rings.js';

interface KeysOptions extends PublishedOptions {
  readonly sessionSecret: string;
  readonly jwtSecret: string;
}

export interface AllKeys extends Readonly<Record<Axis, Keys>> {
  readonly shared: Keys & { readonly tokens: HmacRing; readonly cookies: CookieRing };
  readonly published: PublishedKeys;
}

/** All keys with which an instance signs and verifies. */
export async function createKeys(options: KeysOptions): Promise<AllKeys> {
  const { jwtSecret, sessionSecret, instanceId } = options;
  return {
    shared: { tokens: await hmacRing('shared', jwtSecret), cookies: cookieRing(sessionSecret) },
    own: await own(instanceId),
    published: await published(options),
  };
}

/** Secrets made at start: no other instance can verify their signatures. */
export async function own(instanceId: string) {
  return { tokens: await hmacRing(instanceId, randomSecret()), cookies: cookieRing(randomSecret()) };
}
