// @ts-check
// Where programs are. Debian keeps nginx in /usr/sbin, which is not on the search path of an ordinary user.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const elsewhere = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/opt/homebrew/bin', '/usr/local/bin'];

/** @param {string} name */
export function hasProgram(name) {
  return searchPath().some((folder) => isExecutable(join(folder, name)));
}

/** Lets this process and its children find programs where packages put them. */
export function extendSearchPath() {
  const missing = elsewhere.filter((folder) => !searchPath().includes(folder));
  process.env.PATH = [...searchPath(), ...missing].join(delimiter);
}

function searchPath() {
  return (process.env.PATH ?? '').split(delimiter).filter(Boolean);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
