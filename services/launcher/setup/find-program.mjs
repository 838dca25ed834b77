// @ts-check
// Where programs are. Debian keeps nginx in /usr/sbin, which is not on the search path of an ordinary user; on a Mac a
// browser is not on the search path at all.
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

const elsewhere = [
  '/usr/local/sbin',
  '/usr/sbin',
  '/sbin',
  '/opt/homebrew/bin',
  '/usr/local/bin',
  '/snap/bin',
];

/** Programs that go by several names, any of which will do: a name is looked up on the search path, a path is not. */
const aliases = /** @type {Record<string, readonly string[]>} */ ({
  chromium: [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
});

/** @param {string} name */
export function hasProgram(name) {
  return findProgram(name) !== undefined;
}

/**
 * @param {string} name
 * @returns {string | undefined} its path
 */
export function findProgram(name) {
  const names = Object.hasOwn(aliases, name) ? (aliases[name] ?? []) : [name];
  return names
    .flatMap((each) => (isAbsolute(each) ? [each] : searchPath().map((folder) => join(folder, each))))
    .find((path) => isExecutable(path) && !needsSnap(path));
}

/** Lets this process and its children find programs where packages put them. */
export function extendSearchPath() {
  const missing = elsewhere.filter((folder) => !searchPath().includes(folder));
  process.env.PATH = [...searchPath(), ...missing].join(delimiter);
}

function searchPath() {
  return (process.env.PATH ?? '').split(delimiter).filter(Boolean);
}

/**
 * Ubuntu's /usr/bin/chromium-browser is a script that asks for a snap, which is /snap/bin/chromium once it is installed.
 * @param {string} path
 */
function needsSnap(path) {
  const file = statSync(path);
  return (
    file.isFile() && file.size < 10_000 && readFileSync(path, 'utf8').includes('requires the chromium snap')
  );
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
