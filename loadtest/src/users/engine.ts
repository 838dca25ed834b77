// The engines that drive virtual users. They share no code on the wire, so that each can check the other.
import type { EngineName } from '@scale-out-lab/core';
import { driveUsers as driveByAutocannon } from './autocannon.js';
import { driveUsers as driveByUndici } from './undici.js';
import type { VirtualUser } from './virtual-user.js';

/** Sends the users' requests to `url` until `stop` is aborted: one connection a user, one request at a time. */
export type Engine = (url: URL, users: readonly VirtualUser[], stop: AbortSignal) => Promise<void>;

export const engines = {
  autocannon: driveByAutocannon,
  undici: driveByUndici,
} as const satisfies Record<EngineName, Engine>;
