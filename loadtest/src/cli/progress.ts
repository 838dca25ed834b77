// What is told of a series while it runs; and on stderr: one line that is rewritten on a terminal, plain lines elsewhere.

import type { Trial } from '../model/trial.js';
import type { FailedTrial } from '../report/document.js';
import type { Output } from '../runner/run.js';

export interface SeriesProgress {
  /** What is being done now. */
  show(line: string): void;
  /** Something that stays on the screen. */
  say(line: string): void;
  /** How many trials there will be, before the first: those of an earlier part of the series are among them. */
  onPlanned?(total: number): void;
  /** A trial is over, or was in an earlier part; of a fault those of all modes, one after the other. */
  onTrial?(trial: Trial): void;
  /** A trial is over, of which nothing could be measured. */
  onFailedTrial?(failed: FailedTrial): void;
}

export interface Progress extends SeriesProgress {
  /** Takes the rewritten line away. */
  clear(): void;
}

export function createProgress(stderr: Output): Progress {
  const eraseLine = '\r\u001b[K';
  const isTerminal = stderr.isTTY === true;
  const clear = () => isTerminal && stderr.write(eraseLine);
  return {
    show: (line) => stderr.write(isTerminal ? `${eraseLine}${line}` : `${line}\n`),
    say(line) {
      clear();
      stderr.write(`${line}\n`);
    },
    clear,
  };
}
