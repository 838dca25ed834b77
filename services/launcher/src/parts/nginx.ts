// nginx as a plain process. What it reads and writes is in one folder; what it balances are the instances' ports.
import { existsSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LauncherConfig } from '../config.js';
import { startChild } from '../process/child.js';
import { startOnFreePort } from '../process/port.js';
import { supervise } from '../process/supervise.js';
import { waitUntilReady } from '../process/wait-until-ready.js';
import { type Part, type PartContext, toPart } from './part.js';
import { isAtLeast } from './program-version.js';
import { writeNginxConfig } from './write-nginx-config.js';

interface NginxOptions extends LauncherConfig {
  readonly version: string;
  readonly instancePorts: readonly number[];
}

/** How long it may take to end by itself. */
const graceMs = 2000;

/** Resolves once an instance has answered through it. */
export async function startNginx(options: NginxOptions, context: PartContext): Promise<Part> {
  const { version, passedOn: env } = options;
  const folder = join(context.folder, 'nginx');
  await mkdir(folder);
  // Without -e, nginx complains until it has read its configuration that it may not write to /var/log.
  const errorLog = isAtLeast(version, '1.19.5') ? ['-e', 'stderr'] : [];
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;', ...errorLog];

  const pidFile = join(folder, 'nginx.pid');

  async function start(port: number) {
    rmSync(pidFile, { force: true });
    const child = await startChild({ name: 'nginx', command: 'nginx', args, env, cwd: folder }, context);
    // It notes its pid once it listens: without that, another server at this port might be what answers.
    await waitUntilReady(child, async () => existsSync(pidFile) && (await answers(port)));
    return child;
  }

  async function startOn(port: number) {
    await writeNginxConfig({ ...options, port, folder });
    return toPart('nginx', port, await supervise(() => start(port), { ...context, graceMs }));
  }
  return options.port === 0 ? startOnFreePort(startOn) : startOn(options.port);
}

async function answers(port: number): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(2000);
    const response = await fetch(`http://127.0.0.1:${port}/api/instance`, { signal });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
