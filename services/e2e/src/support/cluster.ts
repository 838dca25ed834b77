// The cluster for one test file, without a control room.
import { type ClusterReports, startCluster } from '@scale-out-lab/launcher/cluster/cluster';
import { parseLauncherConfig } from '@scale-out-lab/launcher/config';

/** Three instances on free ports, unless the settings, which are those of the environment, say otherwise. */
export function startClusterForTest(
  settings: Readonly<Record<string, string>> = {},
  reports: ClusterReports = {},
) {
  return startCluster({ ...parseLauncherConfig({ PATH: process.env.PATH, ...settings }), port: 0 }, reports);
}
