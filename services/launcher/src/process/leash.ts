// Notices that npm is gone: killed with SIGKILL it takes nothing with it, but its command should still end.
import { isAlive } from './is-alive.js';
import { readProcess } from './read-process.js';

const pollMs = 500;

/** Calls back once, when the npm that runs this process has ended. Keeps nothing alive. */
export async function onNpmGone(callback: () => void): Promise<void> {
  const { ppid } = process;
  // npm runs a script by a shell, which stays between the two, or not: that depends on the shell.
  const parent = await readProcess(ppid);
  const npm = parent?.name.endsWith('sh') ? parent.ppid : ppid;
  const poll = setInterval(() => {
    if (process.ppid === ppid && isAlive(npm)) return;
    clearInterval(poll);
    callback();
  }, pollMs);
  poll.unref();
}
