// One external program: started so that only the launcher decides when it ends, and never left behind.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Environment } from '@scale-out-lab/core';
import { toPrintable } from '@scale-out-lab/loadtest';
import { type Guardian, killGroup } from './guardian.js';

export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Environment;
  readonly cwd: string;
  /** Whether it is a Node program that sends messages. */
  readonly hasChannel?: boolean;
  /** Whether its stdout is worth reading only when it does not come up. */
  readonly isChatty?: boolean;
}

export interface ChildContext {
  readonly guardian: Guardian;
  /** Gets the lines that a program prints. */
  readonly onLine: (name: string, line: string) => void;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly process: ChildProcess;
  /** How it ended, in words; resolves once it has. */
  readonly exited: Promise<Exit>;
  /** The last lines that it printed. */
  readonly lastLines: () => string;
  /** SIGTERM, and SIGKILL for what is left after graceMs. */
  stop(graceMs: number): Promise<void>;
}

export interface Exit {
  readonly code: number | null;
  readonly how: string;
}

const linesKept = 12;

export async function startChild(program: Program, { guardian, onLine }: ChildContext): Promise<Child> {
  const { name, command, args, env, cwd, hasChannel = false, isChatty = false } = program;
  const child = spawn(command, args, {
    cwd,
    env,
    // A process group of its own: Ctrl-C in a terminal is for the launcher, which then stops its children in order.
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
    // `close` comes after the last line that it printed.
    child.once('close', (code, signal) => resolve({ code, how: signal ?? `exit code ${code}` }));
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (text) => {
      // nginx logs what strangers send as it came, and these lines are for a terminal.
      const line = toPrintable(text);
      if (lines.push(line) > linesKept) lines.shift();
      if (stream === child.stderr || !isChatty) onLine(name, line);
    });
  }
  return {
    name,
    pid,
    process: child,
    exited,
    lastLines: () => lines.join('\n'),
    async stop(graceMs) {
      child.kill('SIGTERM');
      const timer = setTimeout(() => killGroup(pid), graceMs);
      await exited;
      clearTimeout(timer);
    },
  };
}
