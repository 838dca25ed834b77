// The secrets that faults need, from the environment or from the files that it names.
import { readFileSync } from 'node:fs';
import { exitCodes, LoadtestFailure } from '../model/failure.js';
import type { FaultSecrets } from './parse-faults.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws LoadtestFailure (exit code 3) when a file that is named cannot be read */
export function readFaultSecrets(env: Environment): FaultSecrets {
  return { token: () => readToken(env), redisPassword: readSecret('REDIS_PASSWORD', env) };
}

/** @throws LoadtestFailure (exit code 3) that says what to set; it never shows the token */
export function readToken(env: Environment): string {
  const token = readSecret('CONTROL_TOKEN', env);
  if (token) return token;
  throw missing(
    'Faults need the token of the control ports: set CONTROL_TOKEN, or CONTROL_TOKEN_FILE to its file.',
  );
}

/** NAME itself, or what the file NAME_FILE holds; undefined where neither is set. */
function readSecret(name: string, env: Environment): string | undefined {
  const file = env[`${name}_FILE`];
  return env[name] || (file ? readSecretFile(`${name}_FILE`, file) : undefined);
}

function readSecretFile(variable: string, path: string): string {
  const secret = readWhole(variable, path);
  if (secret) return secret;
  throw missing(`${variable} is "${path}", which is empty.`);
}

function readWhole(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code;
    throw missing(`${variable} is "${path}", which cannot be read (${reason}). Is the lab running?`, cause);
  }
}

function missing(sentence: string, cause?: unknown): LoadtestFailure {
  return new LoadtestFailure(exitCodes.missing, sentence, { cause });
}
