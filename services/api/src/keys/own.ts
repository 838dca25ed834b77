// A secret of its own on each instance, made at start: no other instance can verify its signatures.
import { randomSecret } from '@scale-out-lab/core';
import { hmacRing } from './hmac-ring.js';
import type { Keys } from './key-ring.js';
import { cookieRing } from './secret-ring.js';

export async function own({ instanceId }: { instanceId: string }): Promise<Keys> {
  return { tokens: await hmacRing(instanceId, randomSecret()), cookies: cookieRing(randomSecret()) };
}
