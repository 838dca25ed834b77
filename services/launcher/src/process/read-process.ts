// The name and the parent of a process. Linux has a file for that, and may lack `ps`; elsewhere there is `ps`.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface ProcessFacts {
  readonly name: string;
  readonly ppid: number;
}

/** Undefined if the process is gone. */
export async function readProcess(pid: number): Promise<ProcessFacts | undefined> {
  try {
    return process.platform === 'linux' ? await askLinux(pid) : await askPs(pid);
  } catch {
    return undefined;
  }
}

/** From `4242 (name, which may have brackets) S 4200 …`. */
async function askLinux(pid: number): Promise<ProcessFacts> {
  const [, name = '', ppid] = /\((.*)\) \S (\d+)/s.exec(await readFile(`/proc/${pid}/stat`, 'utf8')) ?? [];
  return { name, ppid: Number(ppid) };
}

/** From `4200 /bin/name`. */
async function askPs(pid: number): Promise<ProcessFacts> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'ppid=,comm=', '-p', String(pid)]);
  const [, ppid, name = ''] = /^\s*(\d+)\s+(.*\S)/.exec(stdout) ?? [];
  return { name, ppid: Number(ppid) };
}
