// nginx as a plain process. All its files are in one folder. It balances the ports of the instances, which may change while it
// runs.
import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { exchangeOnce } from '@scale-out-lab/loadtest';
import type { LauncherConfig } from '../config.js';
import { startChild, waitUntilReady } from '../process/child.js';
import { makeFolderAt } from '../process/guardian.js';
import { startOnFreePorts } from '../process/port.js';
import { supervise } from '../process/supervise.js';
import { type Part, type PartContext, toPart } from './part.js';
import { labUrl } from './providers.js';
import { isAtLeast, reloadMark, writeNginxConfig, writeUpstreams } from './write-nginx-config.js';

interface NginxOptions extends LauncherConfig {
  readonly version: string;
  readonly instancePorts: readonly number[];
  /** Where the OpenID providers listen. */
  readonly providerPorts?: readonly number[] | undefined;
  /** Where the control room listens, if there is one. */
  readonly labPort?: number | undefined;
}

export interface NginxPart extends Part {
  /** Its address, as this machine reaches it. */
  readonly url: string;
  /** The origin of the page with the hole, likewise. */
  readonly storageUrl: string;
  /** Balances these instances from now on. Resolves once every request to the former ones is answered, or after 3 s. */
  balance(instancePorts: readonly number[]): Promise<void>;
}

/** How long it may take to end by itself. */
const graceMs = 2000;
/** How long answers close their connections before nginx reloads. */
const noticeMs = 500;
/** How long workers with the former configuration are waited for: they end when they have answered everything. */
const reloadMs = 3000;

/** Resolves once an instance has answered through it. */
export async function startNginx(options: NginxOptions, context: PartContext): Promise<NginxPart> {
  const { version, forwardedEnv: env } = options;
  const urlAt = (port: number) => labUrl({ ...options, port });
  const folder = join(context.folder, 'nginx');
  await makeFolderAt(folder, 'passage');
  // Until it has read its configuration, nginx without -e complains that it may not write to /var/log.
  const errorLog = isAtLeast(version, '1.19.5') ? ['-e', 'stderr'] : [];
  // Its working directory is the folder, because nginx might not understand its path.
  const args = ['-p', './', '-c', 'nginx.conf', '-g', 'daemon off;', ...errorLog];

  const pidFile = join(folder, 'nginx.pid');
  const mark = join(folder, reloadMark);

  async function start(port: number) {
    rmSync(pidFile, { force: true });
    const child = await startChild({ name: 'nginx', command: 'nginx', args, env, cwd: folder }, context);
    // nginx writes its pid once it listens. Without the file, another server at this port might answer.
    await waitUntilReady(child, async () => existsSync(pidFile) && (await answers(urlAt(port))));
    return child;
  }

  async function startOn(port: number, storagePort: number) {
    const config = { ...options, port, storagePort, folder };
    await writeNginxConfig(config);
    const supervised = await supervise(() => start(port), { ...context, graceMs });

    async function balance(instancePorts: readonly number[]): Promise<void> {
      await writeUpstreams({ ...config, instancePorts });
      await writeFile(mark, '');
      await sleep(noticeMs);
      const { pid, process: master } = supervised.current;
      const former = await listChildren(pid);
      master.kill('SIGHUP');
      await waitUntilReplaced(pid, former, context.onReload);
      await rm(mark, { force: true });
    }
    const urls = { url: urlAt(port), storageUrl: urlAt(storagePort) };
    return Object.assign(toPart('nginx', port, supervised), { ...urls, balance });
  }
  if (options.port !== 0) return startOn(options.port, options.storagePort);
  return startOnFreePorts(2, ([port = 0, storagePort = 0]) => startOn(port, storagePort));
}

/** Resolves once others run in the place of these workers, or after `reloadMs`. */
async function waitUntilReplaced(
  master: number,
  former: readonly number[],
  onReload: PartContext['onReload'],
): Promise<void> {
  const deadline = Date.now() + reloadMs;
  let isReported = false;
  for (let workers = former; Date.now() < deadline; workers = await listChildren(master)) {
    if (workers.every((worker) => !former.includes(worker))) return;
    if (!isReported && workers.some((worker) => !former.includes(worker))) {
      isReported = true;
      onReload?.();
    }
    await sleep(10);
  }
}

async function answers(url: string): Promise<boolean> {
  const request = { method: 'GET', path: '/api/instance' } as const;
  const { answer } = await exchangeOnce(new URL(url), request, { timeoutMs: 2000 });
  return answer?.status === 200;
}

/** The processes that a process has started and that still run. None if it has ended. */
async function listChildren(pid: number): Promise<readonly number[]> {
  try {
    const pids = process.platform === 'linux' ? await readProc(pid) : await runPgrep(pid);
    return pids.split(/\s+/).filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Linux has a file for that, and may lack `pgrep`. */
function readProc(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
}

async function runPgrep(pid: number): Promise<string> {
  return (await promisify(execFile)('pgrep', ['-P', String(pid)])).stdout;
}
