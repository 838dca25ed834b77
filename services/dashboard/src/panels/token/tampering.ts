// Sends an edited credential and the original to every instance, and keeps the answers.
import { signal } from '@preact/signals';
import type { Exchange } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';

export interface Tampering {
  readonly mode: string;
  /** Names of the edited parts; empty if it was sent without edits. */
  readonly changes: readonly string[];
  /** The visitor signed it with a secret of their own choice. */
  readonly isSigned?: boolean;
  /** The answers of every instance to the original and to the edited credential. */
  readonly untouched: readonly Exchange[];
  readonly edited: readonly Exchange[];
}

const kept = 20;

export const tamperings = signal<readonly Tampering[]>([]);

/** The instances that accepted the credential. */
export function acceptedBy(exchanges: readonly Exchange[]): readonly string[] {
  return exchanges.flatMap(({ status, servedBy }) => (status === 200 && servedBy ? [servedBy] : []));
}

export async function sendToEach(
  attempted: Pick<Tampering, 'mode' | 'changes' | 'isSigned'>,
  original: string,
  edited: string,
): Promise<void> {
  const { mode } = attempted;
  const untouched = await checkOnEveryInstance(mode, original);
  const tampering = { ...attempted, untouched, edited: await checkOnEveryInstance(mode, edited) };
  tamperings.value = [...tamperings.value, tampering].slice(-kept);
}

/** Not by the visitor: an instance that refuses a cookie may delete it, and the visitor would lose its own. */
async function checkOnEveryInstance(mode: string, credential: string): Promise<readonly Exchange[]> {
  const { client } = await lab.paste({ mode, credential });
  try {
    return (await lab.checkOnEveryInstance(client.id)).exchanges;
  } finally {
    lab.forget(client.id);
  }
}
