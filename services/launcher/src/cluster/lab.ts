// The control room inside the launcher's own process: only who owns the processes can start and stop instances.
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildLab } from '@scale-out-lab/lab';
import type { KnownSecrets } from '@scale-out-lab/loadtest';
import type { Cluster } from './cluster.js';
import { launcherFaults } from './faults.js';

export interface LabSettings {
  /** Of 127.0.0.1, and the one that the cluster's nginx was told. */
  readonly port: number;
  readonly hosts: readonly string[];
  readonly secrets: KnownSecrets;
}

export interface RunningLab {
  /** Has every page open its stream anew. */
  disconnectStreams(): void;
  /** Ends what it does to the cluster, which must still be there, and every stream that a page has open. */
  stop(): Promise<void>;
}

const pages = fileURLToPath(new URL('../../../dashboard/dist/page/', import.meta.url));
/** How long it may take to end by itself. */
const graceMs = 3000;

/** Resolves once it listens. */
export async function startLab(cluster: Cluster, { port, hosts, secrets }: LabSettings): Promise<RunningLab> {
  const { url, versions } = cluster;
  const faults = launcherFaults(cluster);
  const lab = await buildLab({ url: new URL(url), faults, pages, hosts, versions, secrets });
  await lab.listen({ port, host: '127.0.0.1' });

  return {
    disconnectStreams: lab.disconnectStreams,
    async stop() {
      // It ends its streams itself, unless a run that it cancels first holds it up; and pages open new ones until it is gone.
      const cut = setInterval(() => lab.server.closeAllConnections(), 500);
      await Promise.race([lab.close(), sleep(graceMs)]);
      clearInterval(cut);
    },
  };
}
