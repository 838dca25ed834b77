// Prompts for secrets that are not in a variable, on a terminal only. The input is hidden.
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Environment } from '@scale-out-lab/core';

interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
  /** Called at Ctrl-C. */
  readonly interrupt: () => void;
}

/** The environment with an answer for each variable that it lacks; unchanged without a terminal to answer on. */
export async function askForSecrets(
  names: readonly string[],
  env: Environment,
  { input, output, signal, interrupt }: Terminal,
): Promise<Environment> {
  const missing = [...new Set(names)].filter((name) => !env[name]);
  if (missing.length === 0 || input.isTTY !== true) return env;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input, output: silent, terminal: true });
  terminal.once('SIGINT', interrupt);
  const answers: Record<string, string> = {};
  try {
    for (const name of missing) {
      output.write(`${name}: `);
      answers[name] = await terminal.question('', { signal });
      output.write('\n');
    }
  } finally {
    terminal.close();
  }
  return { ...env, ...answers };
}
