// SIGTERM and SIGINT: the first stops a server in order, the second ends the process at once.
import { constants } from 'node:os';

/** @param secondExitCode of the process on the second signal; 128 and the signal's number by default */
export function onStopSignal(stop: () => void, secondExitCode?: number): void {
  let isFirst = true;
  const onSignal = (signal: 'SIGTERM' | 'SIGINT') => {
    if (!isFirst) process.exit(secondExitCode ?? 128 + constants.signals[signal]);
    isFirst = false;
    stop();
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
}
