// The control token, from the environment or from the file that it names.
import { readFileSync } from 'node:fs';
import { exitCodes, LoadtestFailure } from '../failure.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws LoadtestFailure (exit code 3) that says what to set; it never shows the token */
export function readToken(env: Environment): string {
  const { CONTROL_TOKEN: token, CONTROL_TOKEN_FILE: file } = env;
  if (token) return token;
  if (file) return readTokenFile(file);
  throw missing(
    'Faults need the token of the control ports: set CONTROL_TOKEN, or CONTROL_TOKEN_FILE to its file.',
  );
}

function readTokenFile(path: string): string {
  const token = readWhole(path);
  if (token) return token;
  throw missing(`CONTROL_TOKEN_FILE is "${path}", which is empty.`);
}

function readWhole(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code;
    throw missing(
      `CONTROL_TOKEN_FILE is "${path}", which cannot be read (${reason}). Is the lab running?`,
      cause,
    );
  }
}

function missing(sentence: string, cause?: unknown): LoadtestFailure {
  return new LoadtestFailure(exitCodes.missing, sentence, { cause });
}
