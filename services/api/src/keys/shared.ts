// One secret on all instances: any of them can check what another has signed.
import { hmacRing } from './hmac-ring.js';
import type { Keys } from './key-ring.js';

export async function shared(secrets: { jwtSecret: string; sessionSecret: string }): Promise<Keys> {
  return { tokens: await hmacRing('shared', secrets.jwtSecret), cookieSecret: secrets.sessionSecret };
}
