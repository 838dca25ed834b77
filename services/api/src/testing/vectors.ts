// Test vectors: read from their folder, and tried on the function with which instances verify a signature.
import { readFileSync } from 'node:fs';
import { type FindKey, verifySignature } from '../auth/tokens/signature.js';
import { Problem } from '../problem.js';

export function readVectors<Vectors>(file: string): Vectors {
  return JSON.parse(readFileSync(new URL(`vectors/${file}`, import.meta.url), 'utf8'));
}

/** Whether the signature is accepted. Anything but a refusal with a reason is a failure of the test. */
export async function isAccepted(
  jws: string,
  findKey: FindKey,
  algorithms: readonly string[],
): Promise<boolean> {
  try {
    await verifySignature(jws, findKey, { algorithms });
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}
