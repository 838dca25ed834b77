// The cluster with its control room, for `npm start`, the tests of the page, the screenshots and the benchmark of the page.
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { randomSecret } from '@scale-out-lab/core';
import { buildLab, isLoopback, type LabOptions, type NetworkOptions, ownHosts } from '@scale-out-lab/lab';
import type { KnownSecrets } from '@scale-out-lab/loadtest';
import type { LauncherConfig } from '../config.js';
import { holdPort } from '../process/port.js';
import { type Cluster, type ClusterReports, makeSecrets, startCluster } from './cluster.js';
import { launcherFaults, launcherHolds } from './faults.js';

/** As `startCluster`, with the page at its URL. @throws as that does */
export async function startLabCluster(asked: LauncherConfig, reports: ClusterReports = {}) {
  const secrets = makeSecrets(asked);
  const config = { ...asked, labHosts: [...new Set([...asked.labHosts, ...ownHosts(asked.address)])] };
  const { port: labPort, release } = await holdPort();
  let lab: Awaited<ReturnType<typeof startLab>> | undefined;
  const onReload = () => lab?.disconnectStreams();
  const cluster = await startCluster({ ...config, ...secrets, labPort }, { ...reports, onReload }).finally(
    release,
  );
  try {
    const { protocol } = new URL(cluster.url);
    const urls = config.labHosts.map((host) => `${protocol}//${host}:${cluster.nginx.port}`);
    // The network, and with it the address of this machine, may change while the lab runs.
    const acceptsAddresses = ['0.0.0.0', '::'].includes(config.address);
    const network = isLoopback(config.address)
      ? undefined
      : { urls, hostKey: randomSecret(), acceptsAddresses };
    const configured = { instances: config.instances, isPersistent: config.redisPersistence };
    const settings = { port: labPort, hosts: config.labHosts, secrets, network, configured };
    lab = await startLab(cluster, settings);
    const { stop: stopLab, disconnectStreams } = lab;
    return {
      cluster,
      /** How other devices reach the page, and the host's key; undefined if only this machine reaches it. */
      network,
      /** The port of the control room on 127.0.0.1, to which nginx passes requests on. */
      labPort,
      /** Makes every page reconnect its stream. */
      disconnectStreams,
      /** Ends both, and every operation of the control room. */
      stop: (): Promise<void> => stopLab().finally(cluster.stop),
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

interface LabSettings {
  /** On 127.0.0.1; the cluster's nginx passes requests on to it. */
  readonly port: number;
  readonly hosts: readonly string[];
  readonly secrets: KnownSecrets;
  readonly network: NetworkOptions | undefined;
  readonly configured: NonNullable<LabOptions['configured']>;
}

const pages = fileURLToPath(new URL('../../../dashboard/dist/page/', import.meta.url));
/** How long it may take to end by itself. */
const graceMs = 3000;

/** Resolves once it listens. */
async function startLab(cluster: Cluster, { port, ...settings }: LabSettings) {
  const { url, versions } = cluster;
  const faults = launcherFaults(cluster);
  const holds = launcherHolds(cluster);
  const lab = await buildLab({ url: new URL(url), faults, holds, pages, versions, ...settings });
  await lab.listen({ port, host: '127.0.0.1' });

  return {
    disconnectStreams: lab.disconnectStreams,
    /** Ends its operations, for which the cluster must still run, and every open stream. */
    async stop() {
      // The control room ends its streams once its run is cancelled. Until then pages open new ones.
      const cut = setInterval(() => lab.server.closeAllConnections(), 500);
      await Promise.race([lab.close(), sleep(graceMs)]);
      clearInterval(cut);
    },
  };
}
