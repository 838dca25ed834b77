// Which version of a program this machine has: distributions in use bring nginx from 1.18 on.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '@scale-out-lab/core';
import { ExitError } from '@scale-out-lab/core';

/** The version that `<program> -v` prints, such as "1.22.1". @throws ExitError (exit code 3) if it is not there */
export async function findVersion(program: string, env: Environment): Promise<string> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, ['-v'], { env });
    return /\d+\.\d+\.\d+/.exec(stdout + stderr)?.[0] ?? '0.0.0';
  } catch (cause) {
    throw new ExitError(3, `${program}: not found. npm start installs it, or says what to install.`, {
      cause,
    });
  }
}

/** Compares versions as numbers: 1.22.0 is newer than 1.9.9. */
export function isAtLeast(version: string, wanted: string): boolean {
  const [have, want] = [version, wanted].map((text) => text.split('.').map(Number)) as [number[], number[]];
  const at = want.findIndex((part, index) => part !== have[index]);
  return at === -1 || (have[at] ?? 0) > (want[at] ?? 0);
}
