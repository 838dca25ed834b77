// @ts-check
// Reads the state of this machine for the doctor. It changes nothing, and needs only Node.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { statfsSync, statSync } from 'node:fs';
import { createServer, isIPv6 } from 'node:net';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { extendSearchPath, findProgram, installer } from '../programs.mjs';
import { preparations } from '../set-up.mjs';

const timeoutMs = 5000;

/**
 * @param {string} root the checkout
 * @param {{ address: string, lab: number, storage: number }} ports
 * @returns {Promise<import('./judge.mjs').Machine>}
 */
export async function look(root, { address, lab, storage }) {
  extendSearchPath();
  const [ports, labUrl, server, docker, nginx, redis] = await Promise.all([
    Promise.all([lab, storage].map(async (port) => ({ port, problem: await findProblem(port, address) }))),
    findLab(lab, address),
    askRegistry(),
    run('docker', 'info', '--format', '{{.ServerVersion}}'),
    program('nginx'),
    program('redis-server'),
  ]);
  return {
    node: process.versions.node,
    memoryBytes: 'availableMemory' in process ? process.availableMemory() : freemem(),
    diskBytes: freeDisk(root),
    address,
    ports,
    labUrl,
    clockErrorSeconds: server.clockErrorSeconds,
    isClockOld: Date.now() < statSync(join(root, 'package-lock.json')).mtimeMs,
    programs: { nginx, redis },
    isPrepared: preparations(root).every((step) => step.isDone()),
    isOnline: server.isOnline,
    docker: docker?.trim() || undefined,
    platform: process.platform,
  };
}

async function program(/** @type {string} */ name) {
  return { path: findProgram(name), install: (await installer([name])).byHand };
}

function freeDisk(/** @type {string} */ root) {
  const { bavail, bsize } = statfsSync(root);
  return bavail * bsize;
}

/** Why nginx cannot listen there, in the system's word (EADDRINUSE, EACCES); undefined if it can. */
async function findProblem(/** @type {number} */ port, /** @type {string} */ address) {
  const server = createServer();
  try {
    await once(server.listen(port, address), 'listening');
    await once(server.close(), 'close');
    return undefined;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code;
  }
}

/**
 * The URL of a lab that listens there: each of its answers names who gave it. With LAB_TLS=on it redirects plain HTTP to its
 * own port, and its certificate is not trusted here.
 * @param {number} port
 * @param {string} address
 * @returns {Promise<string | undefined>}
 */
export async function findLab(port, address) {
  const ownOf = /** @type {Record<string, string>} */ ({ '0.0.0.0': '127.0.0.1', '::': '::1' });
  const own = ownOf[address] ?? address;
  const host = `${isIPv6(own) ? `[${own}]` : own}:${port}`;
  const path = '/api/instance';
  try {
    const answer = await fetch(`http://${host}${path}`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.body?.cancel();
    const isTls = answer.status === 308 && answer.headers.get('location') === `https://${host}${path}`;
    if (isTls) return `https://${host}`;
    return answer.headers.has('x-instance-id') ? `http://${host}` : undefined;
  } catch {
    return undefined;
  }
}

/** npm has the registry and the proxy of this machine. The clock of the public registry is read directly. */
async function askRegistry() {
  const [ping, date] = await Promise.all([run('npm', 'ping'), dateOf('https://registry.npmjs.org/')]);
  const clockErrorSeconds = date === undefined ? undefined : (Date.now() - date) / 1000;
  return { isOnline: ping !== undefined || date !== undefined, clockErrorSeconds };
}

/** Its `Date` (RFC 9110 §6.6.1) in milliseconds since 1970; undefined if it does not answer. */
async function dateOf(/** @type {string} */ url) {
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(timeoutMs) });
    const date = Date.parse(answer.headers.get('date') ?? '');
    return Number.isNaN(date) ? undefined : date;
  } catch {
    return undefined;
  }
}

/**
 * The output; undefined if it fails, is missing, or takes too long.
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {Promise<string | undefined>}
 */
function run(name, ...args) {
  return new Promise((resolve) => {
    execFile(name, args, { timeout: timeoutMs }, (error, stdout) => resolve(error ? undefined : stdout));
  });
}
