// One external program: the launcher alone decides when it ends, and leaves none behind.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Environment, ExitError, missingError } from '@scale-out-lab/core';
import { toPrintable } from '@scale-out-lab/loadtest';
import { type Guardian, killGroup } from './guardian.js';

interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Environment;
  readonly cwd: string;
  /** Whether it is a Node program that sends messages. */
  readonly hasChannel?: boolean;
  /** Whether its stdout is shown only if it does not start. */
  readonly isChatty?: boolean;
}

export interface ChildContext {
  readonly guardian: Guardian;
  /** Receives the lines that a program prints. */
  readonly onLine: (name: string, line: string) => void;
}

export type Child = Awaited<ReturnType<typeof startChild>>;

interface Exit {
  readonly code: number | null;
  readonly how: string;
}

const linesKept = 12;

export async function startChild(program: Program, { guardian, onLine }: ChildContext) {
  const { name, command, args, env, cwd, hasChannel = false, isChatty = false } = program;
  const child = spawn(command, args, {
    cwd,
    env,
    // A separate process group: Ctrl-C in a terminal is for the launcher, which then stops its children in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', ...(hasChannel ? (['ipc'] as const) : [])],
  });
  const { pid } = child;
  if (pid === undefined) throw await new Promise((resolve) => child.once('error', resolve));
  guardian.watch(pid);

  child.once('exit', () => {
    killGroup(pid); // whatever it started itself, such as the workers of an nginx that was killed
    guardian.forget(pid);
  });
  const exited = new Promise<Exit>((resolve) => {
    // `close` follows the last line that it printed.
    child.once('close', (code, signal) => resolve({ code, how: signal ?? `exit code ${code}` }));
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (text) => {
      // nginx logs the requests of strangers unchanged, and these lines are for a terminal.
      const line = toPrintable(text);
      if (lines.push(line) > linesKept) lines.shift();
      if (stream === child.stderr || !isChatty) onLine(name, line);
    });
  }
  return {
    name,
    pid,
    process: child,
    /** How it ended, in words; resolves once it has. */
    exited,
    /** The last lines that it printed. */
    lastLines: () => lines.join('\n'),
    /** SIGTERM, and SIGKILL for the rest after graceMs. A stalled program gets the signal once it continues. */
    async stop(graceMs: number): Promise<void> {
      child.kill('SIGTERM');
      child.kill('SIGCONT');
      const timer = setTimeout(() => killGroup(pid), graceMs);
      await exited;
      clearTimeout(timer);
    },
  };
}

const pauseMs = 20;

/** Of the timeout, a poll takes at most one part in so many: the time in which this process was suspended is no one's fault. */
const leastPolls = 5;

/** Polls `isReady` until it holds. @throws ExitError with the program's last lines if it ends first, or after the timeout */
export async function waitUntilReady(
  child: Child,
  isReady: () => Promise<boolean>,
  timeoutMs = 20_000,
): Promise<void> {
  let hasEnded = false;
  child.exited.then(() => {
    hasEnded = true;
  });
  let waitedMs = 0;
  while (waitedMs < timeoutMs && !hasEnded) {
    const since = performance.now();
    if (await isReady()) return;
    await Promise.race([sleep(pauseMs), child.exited]);
    waitedMs += Math.min(performance.now() - since, timeoutMs / leastPolls);
  }
  throw hasEnded ? await endedAtItsStart(child) : await tooLate(child, timeoutMs);
}

async function endedAtItsStart(child: Child): Promise<ExitError> {
  const { code, how } = await child.exited;
  // An instance that refuses a setting ends with 2 or 3, which is then the launcher's own exit code.
  const exitCode = code === 2 || code === 3 ? code : 1;
  return new ExitError(exitCode, `${child.name} ended at its start (${how}):\n${child.lastLines()}`);
}

async function tooLate(child: Child, timeoutMs: number): Promise<ExitError> {
  await child.stop(0);
  const remedy = `start again when this machine is less busy, or run ${child.process.spawnfile} by itself to see what it lacks.`;
  const problem = `${child.name} does not answer after ${timeoutMs / 1000} s; ${remedy}`;
  return missingError([problem, child.lastLines()].join('\n').trimEnd());
}
