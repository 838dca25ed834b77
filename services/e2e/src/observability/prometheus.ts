// A real Prometheus for one test file: the lab's own configuration and alerts, and a shorter interval.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { startChild, waitUntilReady } from '@scale-out-lab/launcher/process/child';
import { makeFolder, startGuardian } from '@scale-out-lab/launcher/process/guardian';
import { startOnFreePort } from '@scale-out-lab/launcher/process/port';
import { parse, stringify } from 'yaml';

const folder = fileURLToPath(new URL('../../../deploy/observability/', import.meta.url));
export const readDeployed = (name: string) => readFileSync(join(folder, name), 'utf8');

/** Whether both programs of Debian's package are there. `npm test` does not install them. */
export function hasPrometheus(): boolean {
  try {
    for (const program of ['prometheus', 'promtool'])
      execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export type Labels = Readonly<Record<string, string>>;

export type Prometheus = Awaited<ReturnType<typeof startPrometheus>>;

/** Scrapes the instances of the cluster twice a second. An alert looks back 15 s, not a minute. */
export async function startPrometheus(cluster: Pick<Cluster, 'instances' | 'controlTokenFile'>) {
  const own = await makeFolder();
  const guardian = startGuardian(own);
  const config = parse(readDeployed('prometheus.yml'));
  Object.assign(config.global, {
    scrape_interval: '500ms',
    scrape_timeout: '400ms',
    evaluation_interval: '500ms',
  });
  const [instances] = config.scrape_configs;
  instances.authorization.credentials_file = cluster.controlTokenFile;
  instances.static_configs = [
    { targets: cluster.instances.map(({ controlUrl }) => new URL(controlUrl).host) },
  ];
  delete instances.dns_sd_configs;
  await writeFile(join(own, 'prometheus.yml'), stringify(config));
  await writeFile(join(own, 'alerts.yml'), readDeployed('alerts.yml').replaceAll('[1m]', '[15s]'));
  execFileSync('promtool', ['check', 'config', join(own, 'prometheus.yml')], { stdio: 'pipe' });

  const url = await startOnFreePort(async (port) => {
    const args = [
      '--config.file=prometheus.yml',
      '--storage.tsdb.path=data',
      `--web.listen-address=127.0.0.1:${port}`,
    ];
    const program = {
      name: 'prometheus',
      command: 'prometheus',
      args,
      env: { PATH: process.env.PATH },
      cwd: own,
    };
    const child = await startChild(program, { guardian, onLine: () => {} });
    const origin = `http://127.0.0.1:${port}`;
    await waitUntilReady(child, async () =>
      fetch(`${origin}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    return origin;
  });

  async function ask<Data>(path: string): Promise<Data> {
    const { status, error, data } = (await (await fetch(`${url}/api/v1${path}`)).json()) as {
      readonly status: string;
      readonly error?: string;
      readonly data: Data;
    };
    if (status !== 'success') throw new Error(`Prometheus refuses ${path}: ${error}`);
    return data;
  }
  /** The labels of each series. @throws Error when the expression is wrong */
  async function query(expression: string): Promise<readonly Labels[]> {
    const path = `/query?query=${encodeURIComponent(expression)}`;
    const { result } = await ask<{ readonly result: readonly { readonly metric: Labels }[] }>(path);
    return result.map(({ metric }) => metric);
  }
  return {
    query,
    firing: () => query('ALERTS{alertstate="firing"}'),
    /** All that fired at any time since then. @param since as of `performance.now()` */
    firedSince(since: number): Promise<readonly Labels[]> {
      const seconds = Math.ceil((performance.now() - since) / 1000);
      return query(`max_over_time(ALERTS{alertstate="firing"}[${seconds}s])`);
    },
    stop: () => guardian.end(),
  };
}
