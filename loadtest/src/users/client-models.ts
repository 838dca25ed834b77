// How the client models differ: one entry a model.
import type { Client } from '@scale-out-lab/core';

export interface ClientModel {
  /** Whether an answer after the log-in may change or delete the cookies. */
  readonly honoursSetCookie: boolean;
  /** Whether a 401 makes the user log in again. */
  readonly logsInAgain: boolean;
}

export const clientModels = {
  pinned: { honoursSetCookie: false, logsInAgain: false },
  browser: { honoursSetCookie: true, logsInAgain: false },
  persistent: { honoursSetCookie: true, logsInAgain: true },
} as const satisfies Record<Client, ClientModel>;
