// A secret of its own on each instance, made at start: no other can check what it has signed.
import { randomBytes } from 'node:crypto';
import { cookieRing } from './cookie-ring.js';
import { hmacRing } from './hmac-ring.js';
import type { Keys } from './key-ring.js';

export async function own({ instanceId }: { instanceId: string }): Promise<Keys> {
  const secret = () => randomBytes(32).toString('base64url');
  return { tokens: await hmacRing(instanceId, secret()), cookies: cookieRing(secret()) };
}
