// A name for a secret, by which its holders can tell that they mean the same one.
import { createHmac } from 'node:crypto';

/** Equal wherever the secret is, and of no help in finding it. */
export function fingerprint(secret: string): string {
  return createHmac('sha256', secret).update('kid').digest('base64url').slice(0, 11);
}
