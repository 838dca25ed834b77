// Notices that npm is gone: killed with SIGKILL it takes nothing with it, but its command should still end.
import { readProcess } from './read-process.js';

const pollMs = 500;

/** Calls back once, when the npm that runs this process has ended. Keeps nothing alive. */
export async function onNpmGone(callback: () => void): Promise<void> {
  const lineage = await readLineage();
  const poll = setInterval(async () => {
    const now = await readLineage();
    if (now === undefined || now === lineage) return;
    clearInterval(poll);
    callback();
  }, pollMs);
  poll.unref();
}

/**
 * The parent's id, and the grandparent's if the parent is a shell: npm runs a script by a shell, which stays between
 * the two or not, depending on the shell. Whoever loses a parent gets another at once, so a change says it all.
 * Undefined when it cannot be read just now.
 */
async function readLineage(): Promise<string | undefined> {
  const { ppid } = process;
  const parent = await readProcess(ppid);
  return parent && (parent.name.endsWith('sh') ? `${ppid} ${parent.ppid}` : `${ppid}`);
}
