// Turns Ctrl-C and a request to end into one AbortSignal: the first asks for a partial report, a second one ends at once.
import { exitCodes } from '../model/failure.js';

/** A terminal and npm both pass a Ctrl-C on: what arrives within this time is the same one. */
const sameKeyPressMs = 400;

export function stopOnSignals(stop: AbortController): void {
  let firstAt = 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // Whoever presses Ctrl-C again does not want to wait for the report.
      if (stop.signal.aborted && Date.now() - firstAt > sameKeyPressMs) process.exit(exitCodes.interrupted);
      firstAt ||= Date.now();
      stop.abort();
    });
  }
}
