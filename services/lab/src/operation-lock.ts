// The operation lock: a run, a restart and a change of the number of instances exclude each other, and all faults.
import type { LabState } from '@scale-out-lab/core/wire';
import { Problem } from './problem.js';

export type Operation = NonNullable<LabState['busy']>;

export interface OperationLock {
  current(): Operation | null;
  /** Returns how to release the lock. @throws Problem (409) with the sentence of the current operation */
  acquire(operation: Operation, sentence: string): () => void;
  /** @throws Problem (409), as above */
  requireFree(): void;
}

export function createOperationLock(): OperationLock {
  let held: { readonly operation: Operation; readonly sentence: string } | null = null;
  function requireFree(): void {
    if (held) throw new Problem('busy', held.sentence);
  }
  return {
    current: () => held?.operation ?? null,
    requireFree,
    acquire(operation, sentence) {
      requireFree();
      const acquired = { operation, sentence };
      held = acquired;
      return () => {
        if (held === acquired) held = null;
      };
    },
  };
}
