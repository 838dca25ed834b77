// The processes that a process has started and that still run.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** None if the process is gone. */
export async function listChildren(pid: number): Promise<readonly number[]> {
  try {
    const pids = process.platform === 'linux' ? await askLinux(pid) : await askPgrep(pid);
    return pids.split(/\s+/).filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Linux has a file for that, and may lack `pgrep`. */
function askLinux(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
}

async function askPgrep(pid: number): Promise<string> {
  return (await promisify(execFile)('pgrep', ['-P', String(pid)])).stdout;
}
