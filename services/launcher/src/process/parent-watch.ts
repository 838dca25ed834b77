// Detects the end of npm. If npm is killed with SIGKILL, its command keeps running, but should end too.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const pollMs = 500;

/** Calls back once, when the npm that runs this process has ended. Keeps nothing alive. */
export async function onParentExit(callback: () => void): Promise<void> {
  const ancestry = await readAncestry();
  const poll = setInterval(async () => {
    const now = await readAncestry();
    if (now === undefined || now === ancestry) return;
    clearInterval(poll);
    callback();
  }, pollMs);
  poll.unref();
}

/**
 * The parent's id, and the grandparent's if the parent is a shell: npm runs a script by a shell, which stays between
 * the two or not, depending on the shell. A process that loses its parent gets another at once, so a change is enough.
 * Undefined when it cannot be read just now.
 */
async function readAncestry(): Promise<string | undefined> {
  const { ppid } = process;
  const parent = await readProcess(ppid);
  return parent && (parent.name.endsWith('sh') ? `${ppid} ${parent.ppid}` : `${ppid}`);
}

interface ProcessFacts {
  readonly name: string;
  readonly ppid: number;
}

/** Linux has a file for that, and may lack `ps`; elsewhere there is `ps`. Undefined if the process has ended. */
async function readProcess(pid: number): Promise<ProcessFacts | undefined> {
  try {
    return process.platform === 'linux' ? await readProc(pid) : await runPs(pid);
  } catch {
    return undefined;
  }
}

/** From `4242 (name, which may have brackets) S 4200 …`. */
async function readProc(pid: number): Promise<ProcessFacts> {
  const [, name = '', ppid] = /\((.*)\) \S (\d+)/s.exec(await readFile(`/proc/${pid}/stat`, 'utf8')) ?? [];
  return { name, ppid: Number(ppid) };
}

/** From `4200 /bin/name`. */
async function runPs(pid: number): Promise<ProcessFacts> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'ppid=,comm=', '-p', String(pid)]);
  const [, ppid, name = ''] = /^\s*(\d+)\s+(.*\S)/.exec(stdout) ?? [];
  return { name, ppid: Number(ppid) };
}
