// The cluster with its control room: what `npm start` keeps up, and what tests, screenshots and the bench of the page open.

import type { LauncherConfig } from '../config.js';
import { holdPort } from '../process/port.js';
import { type Cluster, type ClusterReports, startCluster } from './cluster.js';
import { type RunningLab, startLab } from './lab.js';
import { makeSecrets } from './make-secrets.js';

export interface LabCluster {
  readonly cluster: Cluster;
  /** Where the control room listens on 127.0.0.1; nginx passes on to it. */
  readonly labPort: number;
  /** Has every page open its stream anew. */
  disconnectStreams(): void;
  /** Ends both, and everything that the control room was doing. */
  stop(): Promise<void>;
}

/** As `startCluster`, with the page at its URL. @throws as that does */
export async function startLabCluster(
  config: LauncherConfig,
  reports: ClusterReports = {},
): Promise<LabCluster> {
  const secrets = makeSecrets(config);
  const { port: labPort, release } = await holdPort();
  let lab: RunningLab | undefined;
  const onReload = () => lab?.disconnectStreams();
  const cluster = await startCluster({ ...config, ...secrets, labPort }, { ...reports, onReload }).finally(
    release,
  );
  try {
    lab = await startLab(cluster, { port: labPort, hosts: config.labHosts, secrets });
    const { stop: stopLab, disconnectStreams } = lab;
    return { cluster, labPort, disconnectStreams, stop: () => stopLab().finally(cluster.stop) };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}
