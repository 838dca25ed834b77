// Sends a credential to each instance, as it was issued and as it was edited, by clients of its own.

import type { Exchange } from '@scale-out-lab/core/wire';
import { lab } from '../../../api/client.js';
import { noteExchanges } from '../../../state/exchanges.js';
import { noteTampering } from './results.js';

interface ToSend {
  readonly mode: string;
  readonly original: string;
  readonly edited: string;
  readonly changes: readonly string[];
}

export async function sendToEach({ mode, original, edited, changes }: ToSend): Promise<void> {
  const untouched = await askEach(mode, original);
  noteTampering({ mode, changes, untouched, edited: await askEach(mode, edited) });
}

/** Not by the visitor: an instance that refuses a cookie may take it back, and the visitor would lose its own. */
async function askEach(mode: string, credential: string): Promise<readonly Exchange[]> {
  const { client } = await lab.paste({ mode, credential });
  try {
    const { exchanges } = await lab.askEach(client.id);
    noteExchanges(exchanges);
    return exchanges;
  } finally {
    void lab.forget(client.id).catch(() => {});
  }
}
