// The guardian ends every process of the launcher and removes its folder, even if the launcher is killed with SIGKILL: see
// guardian.sh.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingError } from '@scale-out-lab/core';

export type Guardian = ReturnType<typeof startGuardian>;

/** The folder is the guardian's to remove. */
export function startGuardian(folder: string) {
  // dist/process and src/process lie at the same depth; the script is only in src.
  const script = fileURLToPath(new URL('../../src/process/guardian.sh', import.meta.url));
  // In a separate process group, so that Ctrl-C in a terminal does not reach it.
  const child = spawn('sh', [script, folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  const ended = once(child, 'exit');
  child.stdin.on('error', () => {});
  const groups = new Set<number>();
  let hasEnded = false;
  const report = () => {
    if (!hasEnded) child.stdin.write(`${[...groups].join(' ')}\n`);
  };
  return {
    pid: child.pid,
    /** From now on the process group is killed when this process ends. */
    watch(group: number): void {
      if (hasEnded) killGroup(group); // started while everything stopped
      groups.add(group);
      report();
    },
    /** Called as soon as a group has ended, because its number may be reused. */
    forget(group: number): void {
      groups.delete(group);
      report();
    },
    /** Kills the remaining groups and removes the folder. */
    async end(): Promise<void> {
      hasEnded = true;
      child.stdin.end();
      await ended;
      // If the guardian itself was killed, the groups still run.
      for (const group of groups) killGroup(group);
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** SIGKILL for a process group, which may have ended already. */
export function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // No process is left in it.
  }
}

/** The permissions of a folder, whatever the umask is. */
const folderModes = {
  /** For its owner alone: data of Redis, public keys, configuration. */
  private: 0o700,
  /** Others may open a file by its name, as nginx's workers must. */
  passage: 0o711,
  /** Others may read all of it. */
  public: 0o755,
} as const;

export async function makeFolderAt(path: string, access: keyof typeof folderModes): Promise<void> {
  await mkdir(path, { recursive: true });
  await chmod(path, folderModes[access]);
}

/** The error of a start; a sentence if the disk of the temporary folder is full. */
export function explainFullDisk(error: unknown): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (!['ENOSPC', 'EDQUOT'].includes(code)) return error;
  const sentence = `${resolve(tmpdir())} is full (${code}). Free space there, or set TMPDIR to a folder on another disk.`;
  return missingError(sentence, { cause: error });
}

/** The temporary folder of a cluster, an absolute path. A guardian removes it. @throws ExitError (3) if it cannot be made */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(resolve(tmpdir(), 'scale-out-lab-')).catch((cause: NodeJS.ErrnoException) => {
    const remedy = 'Set TMPDIR to a folder that takes files.';
    throw missingError(`No folder can be made in ${resolve(tmpdir())} (${cause.code}). ${remedy}`, { cause });
  });
  // If root starts nginx, its workers are another user, who must reach the files in here.
  await chmod(folder, folderModes.passage);
  return folder;
}
