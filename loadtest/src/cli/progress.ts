// Progress on stderr: one line that is rewritten on a terminal, plain lines elsewhere.
import type { RunProgress } from '../runner/progress.js';

/** A stream to write to, and whether it is a terminal. */
export type Output = Pick<NodeJS.WritableStream, 'write'> & { readonly isTTY?: boolean };

export interface Progress extends RunProgress {
  /** Erases the line that is rewritten. */
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
