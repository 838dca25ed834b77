// The frame of a command: its signals as one AbortSignal, its errors as a sentence and an exit code.
import { type Environment, type ExitError, exitCodes, reportFailure } from '@scale-out-lab/core';
import { guardOutputs, stopOnSignals } from '@scale-out-lab/loadtest';
import { onParentExit } from './parent-watch.js';

/**
 * Runs `command` and sets the exit code to its result; the signal is aborted when it must stop. If npm runs this process, the end of
 * npm stops it too.
 */
export async function runCommand(
  command: (signal: AbortSignal) => Promise<number>,
  env: Environment,
): Promise<void> {
  const stop = new AbortController();
  // After a second signal the guardian kills the remaining processes.
  stopOnSignals(stop);
  if (env.npm_lifecycle_event !== undefined) await onParentExit(() => stop.abort());
  const exitCodeAfter = guardOutputs();
  try {
    process.exitCode = exitCodeAfter(await command(stop.signal));
  } catch (error) {
    const isInterrupted = stop.signal.aborted && isOfAbort(error);
    process.exitCode = isInterrupted ? exitCodes.interrupted : reportFailure(error);
  }
}

/** Whether the signal caused the failure, or the command reported so itself. */
function isOfAbort(error: unknown): boolean {
  const { name, cause, exitCode } = error as Partial<ExitError>;
  return (
    name === 'AbortError' || exitCode === exitCodes.interrupted || (cause !== undefined && isOfAbort(cause))
  );
}
