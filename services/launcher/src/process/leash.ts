// Notices that the parent is gone. npm, killed with SIGKILL, takes nothing with it; its command should still end.

const pollMs = 500;

/** Calls back once, when this process has been handed on to another parent. Keeps nothing alive. */
export function onParentGone(callback: () => void): void {
  const parent = process.ppid;
  const poll = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(poll);
    callback();
  }, pollMs);
  poll.unref();
}
