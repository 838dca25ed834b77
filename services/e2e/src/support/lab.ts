// The cluster with its page for one test file.

import { startLabCluster } from '@scale-out-lab/launcher/cluster/lab-cluster';
import { parseLauncherConfig } from '@scale-out-lab/launcher/config';

/** Three instances on free ports, unless the settings say otherwise. */
export async function startLabForTest(settings: Readonly<Record<string, string>> = {}) {
  const config = parseLauncherConfig({ PATH: process.env.PATH, ...settings });
  const { cluster, ...others } = await startLabCluster({ ...config, port: 0 });
  return { cluster, url: cluster.url, ...others };
}

export type RunningLab = Awaited<ReturnType<typeof startLabForTest>>;
