// One secret on all instances: any of them can verify the signatures of another.

import { type HmacRing, hmacRing } from './hmac-ring.js';
import type { Keys } from './key-ring.js';
import { type CookieRing, cookieRing } from './secret-ring.js';

export interface SharedKeys extends Keys {
  readonly tokens: HmacRing;
  readonly cookies: CookieRing;
}

export async function shared(secrets: { jwtSecret: string; sessionSecret: string }): Promise<SharedKeys> {
  return { tokens: await hmacRing('shared', secrets.jwtSecret), cookies: cookieRing(secrets.sessionSecret) };
}
