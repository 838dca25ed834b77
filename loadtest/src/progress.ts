// Progress on stderr: one line that is rewritten on a terminal, plain lines elsewhere.
import type { Output } from './run.js';

export interface Progress {
  /** What is being done now. */
  show(line: string): void;
  /** Something that stays on the screen. */
  say(line: string): void;
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
