// Turns Ctrl-C and a request to end into one AbortSignal: the first stops in order, a second one ends at once.
import { exitCodes } from '../model/failure.js';

/** A terminal and npm both pass a Ctrl-C on: what arrives within this time is the same one. */
const sameKeyPressMs = 400;

/** The first signal aborts `stop`; a second one, not the same key press, ends the process with exit code 130. */
export function stopOnSignals(
  stop: AbortController,
  signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM'],
): void {
  let firstAt = 0;
  for (const signal of signals) {
    process.on(signal, () => {
      // A second Ctrl-C waits for nothing, not even the report.
      if (stop.signal.aborted && Date.now() - firstAt > sameKeyPressMs) process.exit(exitCodes.interrupted);
      firstAt ||= Date.now();
      stop.abort();
    });
  }
}
