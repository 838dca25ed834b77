// A cluster for tests, with a control room and its page or without. Everything that it starts ends by its `stop`.
import { type ClusterReports, startCluster } from '@scale-out-lab/launcher/cluster/cluster';
import { startLabCluster } from '@scale-out-lab/launcher/cluster/lab-cluster';
import { parseLauncherConfig } from '@scale-out-lab/launcher/config';

/**
 * Three instances on free ports, unless the settings, which are those of the environment, differ. A provider takes as
 * long to start as an instance, so there is none without the setting.
 */
const configOf = (settings: Readonly<Record<string, string>>) => ({
  ...parseLauncherConfig({ PATH: process.env.PATH, ...settings }),
  port: 0,
  ...(settings.PROVIDERS === undefined && { providers: 0 }),
});

export const startClusterForTest = (
  settings: Readonly<Record<string, string>> = {},
  reports: ClusterReports = {},
) => startCluster(configOf(settings), reports);

/** With a control room and the page. */
export async function startLabForTest(settings: Readonly<Record<string, string>> = {}) {
  const { cluster, ...others } = await startLabCluster(configOf(settings));
  return { cluster, url: cluster.url, ...others };
}

export type RunningLab = Awaited<ReturnType<typeof startLabForTest>>;
