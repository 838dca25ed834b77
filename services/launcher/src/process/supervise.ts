// Keeps a program running, as a container's restart policy would.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { missingError } from '@scale-out-lab/core';
import type { Child } from './child.js';

export type Supervised = Awaited<ReturnType<typeof supervise>>;

interface Supervision {
  /** How long it may take to end after SIGTERM. */
  readonly graceMs: number;
  /** Aborted when everything is to stop: from then on nothing is started again. */
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
  /** Before its first restart; half a second by default. */
  readonly firstPauseMs?: number;
}

const usualPauseMs = 500;
const longestPauseMs = 5000;
/** A program that ran this long, or ended with exit code 0, resets the pause before its next restart. */
const recoveredMs = 10_000;

/** Resolves once the program is ready. A first start that fails is the caller's; later ones are tried again. */
export async function supervise(start: () => Promise<Child>, supervision: Supervision) {
  const { graceMs, say, firstPauseMs = usualPauseMs } = supervision;
  const stopping = new AbortController();
  const signal = AbortSignal.any([supervision.signal, stopping.signal]);
  let current = await start();
  const gate = createGate(signal);
  let endedByHold: Child | undefined;

  async function keepRunning(): Promise<void> {
    let pauseMs = firstPauseMs;
    while (!signal.aborted) {
      const startedAt = Date.now();
      const { code, how } = await current.exited;
      if (signal.aborted) return;
      if (code === 0 || Date.now() - startedAt > recoveredMs) pauseMs = firstPauseMs;
      if (endedByHold === current) {
        const next = gate.isShut() ? 'it stays down until it is started' : 'starting it again';
        say(`${current.name} ended (${how}); ${next}`);
        await gate.opened();
        pauseMs = await startAgain(0);
      } else {
        say(`${current.name} ended (${how}); starting it again`);
        pauseMs = await startAgain(pauseMs);
      }
    }
  }

  /** Tries until it runs; returns the pause before the next try, should it end again. */
  async function startAgain(pauseMs: number): Promise<number> {
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return pauseMs;
    const nextPauseMs = Math.min(Math.max(2 * pauseMs, firstPauseMs), longestPauseMs);
    try {
      current = await start();
      if (signal.aborted) await current.stop(graceMs);
      else if (gate.isShut()) endByHold();
      else say(`${current.name} is back (pid ${current.pid})`);
      return nextPauseMs;
    } catch (error) {
      if (!signal.aborted) say(error instanceof Error ? error.message : String(error));
      return startAgain(nextPauseMs);
    }
  }

  function endByHold(): void {
    endedByHold = current;
    current.process.kill('SIGKILL');
  }

  keepRunning();
  return {
    /** The program that runs now, or ran last. */
    get current(): Child {
      return current;
    },
    /** SIGKILL, and it is not started again before `release`. Then it starts without a pause. */
    hold(): void {
      gate.shut();
      endByHold();
    },
    /** SIGSTOP: it runs and does nothing before `release`. @throws ExitError (exit code 3) where it does not run */
    stall(): void {
      if (current.process.kill('SIGSTOP')) return;
      throw missingError(`${current.name} is not running now; stall it once it has started again.`);
    },
    /** Starts it if it is held, and continues it if it is stalled. */
    release(): void {
      gate.open();
      current.process.kill('SIGCONT');
    },
    /** Ends it, and it is not started again. A program that is just starting is ended once it runs, or by the guardian. */
    stop(): Promise<void> {
      stopping.abort();
      return current.stop(graceMs);
    },
  };
}

/** Open at first. */
function createGate(signal: AbortSignal) {
  let opening: AbortController | undefined;
  return {
    isShut: () => opening !== undefined,
    shut(): void {
      opening ??= new AbortController();
    },
    open(): void {
      opening?.abort();
      opening = undefined;
    },
    /** Resolves when it is open, or when everything stops. */
    async opened(): Promise<void> {
      if (!opening || signal.aborted) return;
      await once(AbortSignal.any([opening.signal, signal]), 'abort');
    },
  };
}
