// The frame of a command: signals become one AbortSignal, and errors become a sentence and an exit code.
import { ExitError } from '@scale-out-lab/core';
import { onNpmGone } from './leash.js';

export interface CommandOptions {
  /** Whether npm runs this process, so that its end is the command's end too. */
  readonly hasNpm: boolean;
}

/** A terminal and npm both pass a Ctrl-C on: what arrives within this time is the same one. */
const sameKeyPressMs = 400;

/** Runs `command` and sets the exit code to what it returns; the signal is aborted when it is to stop. */
export async function runCommand(
  command: (signal: AbortSignal) => Promise<number>,
  { hasNpm }: CommandOptions,
): Promise<void> {
  const stop = new AbortController();
  stopOnSignals(stop);
  if (hasNpm) await onNpmGone(() => stop.abort());
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  try {
    process.exitCode = await command(stop.signal);
  } catch (error) {
    if (error instanceof ExitError) process.stderr.write(`${error.message}\n`);
    else console.error(error);
    process.exitCode = error instanceof ExitError ? error.exitCode : 1;
  }
}

function stopOnSignals(stop: AbortController): void {
  let firstAt = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Whoever presses Ctrl-C again does not want to wait: the guardian then kills what is left.
      if (stop.signal.aborted && Date.now() - firstAt > sameKeyPressMs) process.exit(130);
      firstAt ||= Date.now();
      stop.abort();
    });
  }
}

/** A reader that has seen enough (`| head`), or a terminal that was closed. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
}
