// The keys of the instances that a test builds: made as always, and kept here so that the test can sign in earnest.
// A test says `vi.mock('…/keys/index.js', () => import('…/testing/recorded-keys.js'))`.
import { vi } from 'vitest';
import type { AllKeys, KeysOptions } from '../keys/index.js';

/** By the name of the instance. */
export const recordedKeys = new Map<string, AllKeys>();

export async function createKeys(options: KeysOptions): Promise<AllKeys> {
  const original = await vi.importActual<typeof import('../keys/index.js')>('../keys/index.js');
  const keys = await original.createKeys(options);
  recordedKeys.set(options.instanceId, keys);
  return keys;
}
