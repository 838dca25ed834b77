// @ts-check
// One set-up at a time in a checkout. The lock is a symbolic link to a process id: made in one step, holder included.
import { readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, say } from './run-program.mjs';

/**
 * @param {string} root
 * @param {() => Promise<void>} work
 */
export async function withLock(root, work) {
  const lock = join(root, '.setup.lock');
  for (let isSaid = false; !take(lock); isSaid = true) {
    if (!isSaid)
      say(`waiting for another set-up in this folder (process ${holder(lock)}; its lock is ${lock})`);
    await sleep(200);
  }
  const release = () => holder(lock) === process.pid && rmSync(lock, { force: true });
  process.once('exit', release);
  try {
    await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function take(/** @type {string} */ lock) {
  try {
    symlinkSync(String(process.pid), lock);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') cannotWrite(lock, error);
    const pid = holder(lock);
    if (pid !== undefined && !isAlive(pid)) discard(lock, pid);
    return false;
  }
}

/** Renamed before it is removed: between reading and removing, another process may have taken the lock. */
function discard(/** @type {string} */ lock, /** @type {number} */ deadPid) {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (holder(aside) === deadPid) rmSync(aside);
    else renameSync(aside, lock);
  } catch (error) {
    // Another process was quicker.
    if (codeOf(error) !== 'ENOENT') cannotWrite(lock, error);
  }
}

function holder(/** @type {string} */ lock) {
  try {
    return Number(readlinkSync(lock));
  } catch {
    return undefined;
  }
}

function isAlive(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM'; // alive, of another user
  }
}

/** @returns {never} */
function cannotWrite(/** @type {string} */ lock, /** @type {unknown} */ error) {
  const remedy = 'Set up as the user whose folder it is, or in a copy of your own.';
  fail(3, `Cannot write to ${dirname(lock)} (${codeOf(error)}). ${remedy}`);
}

function codeOf(/** @type {unknown} */ error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}
