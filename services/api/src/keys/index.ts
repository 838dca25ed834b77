// The keys axis: one entry a value, each in the file that bears its name.
import type { Keys as Axis } from '@scale-out-lab/core';
import type { Keys } from './key-ring.js';
import { own } from './own.js';
import { type PublishedKeys, type PublishedOptions, published } from './published.js';
import { type SharedKeys, shared } from './shared.js';

export interface KeysOptions extends PublishedOptions {
  readonly sessionSecret: string;
  readonly jwtSecret: string;
}

export interface AllKeys extends Readonly<Record<Axis, Keys>> {
  readonly shared: SharedKeys;
  readonly published: PublishedKeys;
}

/** All keys with which an instance signs and verifies. */
export async function createKeys(options: KeysOptions): Promise<AllKeys> {
  return { shared: await shared(options), own: await own(options), published: await published(options) };
}
