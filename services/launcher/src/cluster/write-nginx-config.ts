// nginx's configuration as a plain process: the repository's templates, rendered into a folder, and the pages it serves.
import { type ExecFileException, execFile } from 'node:child_process';
import { chmod, copyFile, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  catalogue,
  cookiePrefix,
  type Environment,
  ExitError,
  exitCodes,
  missingError,
  renderPolicyMap,
} from '@scale-out-lab/core';
import { makeFolderAt } from '../process/guardian.js';
import { formatHostPort } from '../process/port.js';

interface NginxConfigOptions {
  /** Where nginx listens. */
  readonly address: string;
  readonly port: number;
  /** Where it listens too, for the page with the hole. */
  readonly storagePort: number;
  /** Where the control room listens, if there is one. */
  readonly labPort?: number | undefined;
  readonly instancePorts: readonly number[];
  /** Where the OpenID providers listen; none by default. */
  readonly providerPorts?: readonly number[] | undefined;
  /** The folder with nginx's certificate; undefined: plain HTTP. */
  readonly tlsFolder?: string | undefined;
  /** The mode that /api/login, /api/me, … are. */
  readonly authMode: string;
  /** nginx's own, such as "1.22.1". */
  readonly version: string;
  /** The folder to write to. */
  readonly folder: string;
}

const templates = fileURLToPath(new URL('../../../../nginx/', import.meta.url));
const storagePage = fileURLToPath(new URL('../../../dashboard/storage/', import.meta.url));
const extension = '.template';
/** While this file is in the folder, which is nginx's working directory, nginx closes each connection after its answer. */
export const reloadMark = 'reloading';

export async function writeNginxConfig(options: NginxConfigOptions): Promise<void> {
  const { folder } = options;
  await makeFolderAt(join(folder, 'conf.d'), 'private');
  // The workers, another user if root starts nginx, have folders in it.
  await makeFolderAt(join(folder, 'temp'), 'passage');
  await writeFile(join(folder, 'policies.map'), renderPolicyMap(catalogue));
  await copyStoragePage(join(folder, 'pages'));
  await renderTemplates(['lab.conf.template', 'api.inc.template', 'problems.conf.template'], options);
  if (options.tlsFolder !== undefined) {
    await rm(join(folder, 'tls'), { force: true });
    await symlink(options.tlsFolder, join(folder, 'tls'));
    await renderTemplates(['tls.inc.template'], options);
  }
  await writeUpstreams(options);
  await writeFile(join(folder, 'nginx.conf'), await readFile(join(templates, 'main.conf')));
}

/** The files that change with the instances: the policies, each with a line for each instance. */
export async function writeUpstreams(options: NginxConfigOptions): Promise<void> {
  const policies = await readdir(join(templates, 'balancing'));
  await renderTemplates(
    policies.map((name) => join('balancing', name)),
    options,
  );
}

async function renderTemplates(paths: readonly string[], options: NginxConfigOptions): Promise<void> {
  const variables = variablesOf(options);
  for (const path of paths) {
    const rendered = renderTemplate(await readFile(join(templates, path), 'utf8'), variables);
    const target = join(options.folder, 'conf.d', basename(path, extension));
    await writeFile(target, dropUnsupportedDirectives(rendered, options.version));
  }
}

/**
 * Unlike in a container, the instances are listed, and nginx from a distribution has no `sticky` (1.29.6). Paths are relative to the
 * folder: its own may have spaces, or `$`, which nginx cannot quote.
 */
function variablesOf(options: NginxConfigOptions): Record<string, string> {
  const {
    address,
    port,
    storagePort,
    labPort,
    instancePorts,
    providerPorts = [],
    tlsFolder,
    authMode,
    version,
  } = options;
  const isTls = tlsFolder !== undefined;
  const listen = (each: number) => listenAt(address, each) + (isTls ? listenTls(version) : '');
  const affinity = 'hash $affinity consistent;';
  const serverAt = (each: number) => `server 127.0.0.1:${each} max_fails=1 fail_timeout=1s;`;
  // nginx requires a server in every upstream; one that is `down` gets no request.
  const none = 'server 127.0.0.1:9 down;';
  return {
    LISTEN: listen(port),
    LAB_PORT: String(port),
    STORAGE_LISTEN: listen(storagePort),
    TLS: isTls ? 'include conf.d/tls.inc;' : '',
    TLS_FOLDER: 'tls',
    STORAGE_PORT: String(storagePort),
    LAB_SERVER: labPort === undefined ? none : `server 127.0.0.1:${labPort};`,
    PROVIDER_SERVERS: providerPorts.map(serverAt).join('\n  ') || none,
    AUTH_MODE: authMode,
    POLICY_MAP: 'policies.map',
    PAGES: 'pages',
    ACCESS_LOG: 'off',
    RESOLVER: '',
    UPSTREAM_SERVERS: instancePorts.map(serverAt).join('\n  '),
    LOG_IN_AFFINITY: affinity,
    AFFINITY: affinity,
    BEFORE_RELOAD: `if (-f ${reloadMark}) { set $before_reload 1; }`,
    ROUTE_COOKIE: `${cookiePrefix(isTls)}route=$affinity; Path=/; HttpOnly; SameSite=Lax${isTls ? '; Secure' : ''}`,
  };
}

/** By default nginx serves no IPv4 at `::`, which means all addresses. */
function listenAt(address: string, port: number): string {
  return `${formatHostPort(address, port)}${address === '::' ? ' ipv6only=off' : ''}`;
}

/** Before 1.25.1, HTTP/2 is a parameter of `listen`. */
function listenTls(version: string): string {
  return isAtLeast(version, '1.25.1') ? ' ssl' : ' ssl http2';
}

/** Before 1.19.10 nginx has neither keepalive_time nor the limit that it lifts. Before 1.25.1 it has no directive `http2`. */
function dropUnsupportedDirectives(config: string, version: string): string {
  const kept = isAtLeast(version, '1.19.10') ? config : config.replace(/^ *keepalive_time .*\n/m, '');
  return isAtLeast(version, '1.25.1') ? kept : kept.replace(/^ *http2 on;\n/m, '');
}

/**
 * Renders as the entrypoint of nginx's official image does: only variables that are given are replaced, so that nginx's
 * own ($uri, $policy, …) stay.
 */
export function renderTemplate(template: string, variables: Readonly<Record<string, string>>): string {
  return template.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced: string | undefined, bare = '') => {
    const name = braced ?? bare;
    return Object.hasOwn(variables, name) ? (variables[name] ?? whole) : whole;
  });
}

/** Copies the page to a folder that all users may read: nginx's workers may be another user than the checkout's. */
async function copyStoragePage(pages: string): Promise<void> {
  const target = join(pages, 'storage');
  for (const path of [pages, target]) await makeFolderAt(path, 'public');
  for (const name of await readdir(storagePage)) {
    await copyFile(join(storagePage, name), join(target, name));
    await chmod(join(target, name), 0o644);
  }
}

/**
 * The version that `<program> -v` prints, such as "1.22.1". Distributions in use bring nginx from 1.18 on.
 * @throws ExitError (exit code 3) if it is not there or does not run, and (130) if a signal ends it
 */
export async function findVersion(
  program: string,
  env: Environment,
  remedy = 'npm start installs it, or names the program to install',
): Promise<string> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, ['-v'], { env });
    return /\d+\.\d+\.\d+/.exec(stdout + stderr)?.[0] ?? '0.0.0';
  } catch (cause) {
    const { code, signal, stderr = '' } = cause as ExecFileException;
    // Ctrl-C reaches it too.
    if (signal) throw new ExitError(exitCodes.interrupted, `${program} -v ended (${signal}).`, { cause });
    if (code === 'ENOENT') throw missingError(`${program}: not found; ${remedy}.`, { cause });
    const why = [`${program} -v failed (${code})`, stderr.trim()].filter(Boolean).join(': ');
    throw missingError(`${why}\nRepair or install it again.`, { cause });
  }
}

/** Compares versions as numbers: 1.22.0 is newer than 1.9.9. */
export function isAtLeast(version: string, wanted: string): boolean {
  const [have, want] = [version, wanted].map((text) => text.split('.').map(Number)) as [number[], number[]];
  const at = want.findIndex((part, index) => part !== have[index]);
  return at === -1 || (have[at] ?? 0) > (want[at] ?? 0);
}
