// Turns SIGINT and SIGTERM into one AbortSignal: the first signal stops in order, a second one exits at once.
import { exitCodes } from '../model/failure.js';

/** The terminal and npm both forward a Ctrl-C: signals within this time are one key press. */
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
