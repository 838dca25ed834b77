// A part of the cluster: a supervised program that listens on a port, which it keeps when it is started again.
import type { ChildContext } from '../process/child.js';
import type { Supervised } from '../process/supervise.js';

export interface Part {
  readonly id: string;
  readonly port: number;
  /** The process that runs now: another one after a restart. */
  readonly pid: number;
  /** Ends it, for good. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would: it is back after a moment. */
  kill(): void;
}

export interface PartContext extends ChildContext {
  /** The temporary folder, in which each part may make its own. */
  readonly folder: string;
  /** Aborted when everything is to stop. */
  readonly signal: AbortSignal;
  /** Gets what happens after the start. */
  readonly say: (text: string) => void;
  /** Called once nginx has new workers; the former ones wait for open streams. */
  readonly onReload?: (() => void) | undefined;
}

export function toPart(id: string, port: number, supervised: Supervised): Part {
  return {
    id,
    port,
    get pid() {
      return supervised.current.pid;
    },
    stop: () => supervised.stop(),
    kill: () => void supervised.current.process.kill('SIGKILL'),
  };
}
