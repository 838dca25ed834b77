// The keys axis: one entry a value, each in the file that bears its name.
import type { Keys as Axis } from '@scale-out-lab/modes';
import type { Keys } from './key-ring.js';
import { own } from './own.js';
import { type PublishedOptions, published } from './published.js';
import { shared } from './shared.js';

export interface KeysOptions extends PublishedOptions {
  readonly sessionSecret: string;
  readonly jwtSecret: string;
}

export type AllKeys = Readonly<Record<Axis, Keys>>;

/** Everything an instance signs and checks with. */
export async function createKeys(options: KeysOptions): Promise<AllKeys> {
  return { shared: await shared(options), own: await own(options), published: await published(options) };
}
