// The operation lock: a run, a probe, a reset, a restart and a change of the number of instances exclude each other, and all faults.
import type { LabState } from '@scale-out-lab/core/wire';
import { Problem } from './problem.js';

type Operation = NonNullable<LabState['busy']>;
export type OperationLock = ReturnType<typeof createOperationLock>;

/** @param requireIdle throws a Problem where an operation may not begin */
export function createOperationLock(requireIdle: () => void = () => {}) {
  let held: { readonly operation: Operation; readonly sentence: string } | null = null;

  /** @throws Problem (409) with the sentence of the current operation */
  function requireFree(): void {
    if (held) throw new Problem('busy', held.sentence);
  }

  return {
    requireFree,
    current: () => held?.operation ?? null,
    /** Returns how to release the lock. @throws Problem (409), as above, or that of `requireIdle` */
    acquire(operation: Operation, sentence: string): () => void {
      requireFree();
      requireIdle();
      const acquired = { operation, sentence };
      held = acquired;
      return () => {
        if (held === acquired) held = null;
      };
    },
  };
}
