// @ts-check
// Programs that are not npm packages: finds them, and installs them from the system's own packages, or names the packages to install.
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, runProgram, say } from './run-program.mjs';

/** The package that brings each program. */
const packagesOf = /** @type {Record<string, { debian: string, homebrew?: string }>} */ ({
  nginx: { debian: 'nginx', homebrew: 'nginx' },
  'redis-server': { debian: 'redis-server', homebrew: 'redis' },
  chromium: { debian: 'chromium' },
  'chromium-headless-shell': { debian: 'chromium-headless-shell' },
  'a Korean font': { debian: 'fonts-nanum' },
});

/** Programs that a person must install: Ubuntu's Chromium is a snap and Homebrew's a cask, which are more than packages. */
const byHandOnly = /** @type {Record<string, Record<string, string>>} */ ({
  ubuntu: { chromium: 'Google Chrome from https://www.google.com/chrome, or: sudo snap install chromium' },
  darwin: { chromium: 'Google Chrome or Chromium: brew install --cask google-chrome' },
});

/** The paths of a Korean font in the common distributions. Without one, screenshots show boxes. */
const koreanFonts = [
  '/System/Library/Fonts/AppleSDGothicNeo.ttc',
  '/usr/share/fonts/truetype/nanum/NanumGothic.ttf',
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc',
];

const installDebian = fileURLToPath(new URL('install-debian.sh', import.meta.url));

/**
 * @param {string} root
 * @param {readonly string[]} names
 * @returns {import('./set-up.mjs').Step}
 */
export function programs(root, names) {
  const missing = () => names.filter((name) => !isThere(name));
  return {
    isDone: () => missing().length === 0,
    async run() {
      for (const name of missing()) {
        const remedy = byHandOnly[systemName()]?.[name];
        if (remedy) fail(3, `${name}: not found. Install ${remedy}`);
      }
      const { command, byHand } = await installer(missing());
      const list = missing().join(' and ');
      if (!command) fail(3, `${list}: not found. Install with: ${byHand}`);
      say(`installing ${list} (${byHand}); no service is started or enabled`);
      await runLogged(command, join(root, 'setup.log'), byHand);
      if (missing().length > 0) fail(3, `${missing().join(' and ')}: still not found. Try: ${byHand}`);
    },
  };
}

/**
 * Those of the programs that Debian's packages offer to root here. An older Debian lacks some, which nothing depends on.
 * @param {readonly string[]} names
 */
export function offered(names) {
  const isOffered = (/** @type {string} */ name) =>
    spawnSync('apt-cache', ['show', packagesOf[name]?.debian ?? name]).status === 0;
  return names.filter((name) => !isThere(name) && process.getuid?.() === 0 && isOffered(name));
}

function isThere(/** @type {string} */ name) {
  return name === 'a Korean font' ? koreanFonts.some((path) => existsSync(path)) : hasProgram(name);
}

/**
 * How this machine installs packages: the command, if it needs no password, and the command that a person would type.
 * @param {string[]} names
 * @returns {Promise<{ command?: string[], byHand: string }>}
 */
export async function installer(names) {
  const debian = names.map((name) => packagesOf[name]?.debian ?? name);
  const homebrew = names.map((name) => packagesOf[name]?.homebrew ?? name);
  if (process.platform === 'darwin') {
    const byHand = `brew install ${homebrew.join(' ')}`;
    return hasProgram('brew') ? { command: ['brew', 'install', ...homebrew], byHand } : { byHand };
  }
  if (!hasProgram('apt-get')) return { byHand: `your system's package manager (${debian.join(', ')})` };
  const install = `apt-get install --no-install-recommends ${debian.join(' ')}`;
  const command = ['sh', installDebian, ...debian];
  if (process.getuid?.() === 0) return { command, byHand: install };
  const byHand = `sudo apt-get update && sudo ${install}`;
  const maySudo =
    hasProgram('sudo') && (await runProgram('sudo', ['-n', 'true'], { stdout: 'ignore' })) === 0;
  return maySudo ? { command: ['sudo', '-n', ...command], byHand } : { byHand };
}

/** `darwin`, or the name of a Linux distribution: `debian`, `ubuntu`, … */
function systemName() {
  if (process.platform !== 'linux' || !existsSync('/etc/os-release')) return process.platform;
  return /^ID="?([\w-]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? process.platform;
}

/** Prints nothing while the program works; if it fails, the end of its output. */
async function runLogged(
  /** @type {string[]} */ [program = '', ...args],
  /** @type {string} */ log,
  /** @type {string} */ byHand,
) {
  const output = openSync(log, 'w');
  const exitCode = await runProgram(program, args, { stdout: output });
  closeSync(output);
  if (exitCode === 0) return rmSync(log);
  const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-12).join('\n');
  fail(3, `${tail}\nThe installation failed (all of it is in ${log}). Try by hand: ${byHand}`);
}

/** Debian keeps nginx in /usr/sbin, which is not on the search path of an ordinary user. */
const elsewhere = [
  '/usr/local/sbin',
  '/usr/sbin',
  '/sbin',
  '/opt/homebrew/bin',
  '/usr/local/bin',
  '/snap/bin',
];

/**
 * Programs with several names, any of which will do. A name is looked up on the search path, a path is not: on a Mac a browser
 * is not on the search path at all.
 */
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
function hasProgram(name) {
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
 * Ubuntu's /usr/bin/chromium-browser is a script that requires a snap, which is /snap/bin/chromium once it is installed.
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
