// The frame of a command: its signals as one AbortSignal, its errors as a sentence and an exit code.
import { ExitError, exitCodes } from '@scale-out-lab/core';
import { guardOutputs, stopOnSignals } from '@scale-out-lab/loadtest';
import { onParentExit } from './parent-watch.js';

interface CommandOptions {
  /** Whether npm runs this process, so that its end is the command's end too. */
  readonly hasNpm: boolean;
}

/** Runs `command` and sets the exit code to its result; the signal is aborted when it must stop. */
export async function runCommand(
  command: (signal: AbortSignal) => Promise<number>,
  { hasNpm }: CommandOptions,
): Promise<void> {
  const stop = new AbortController();
  // After a second signal the guardian kills the remaining processes.
  stopOnSignals(stop);
  if (hasNpm) await onParentExit(() => stop.abort());
  const exitCodeAfter = guardOutputs();
  try {
    process.exitCode = exitCodeAfter(await command(stop.signal));
  } catch (error) {
    if (stop.signal.aborted && isOfAbort(error)) process.exitCode = exitCodes.interrupted;
    else if (error instanceof ExitError) {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = error.exitCode;
    } else {
      console.error(error);
      process.exitCode = exitCodes.unexpected;
    }
  }
}

/** Whether the signal caused the failure, or the command reported so itself. */
function isOfAbort(error: unknown): boolean {
  const { name, cause, exitCode } = error as Partial<ExitError>;
  return (
    name === 'AbortError' || exitCode === exitCodes.interrupted || (cause !== undefined && isOfAbort(cause))
  );
}
