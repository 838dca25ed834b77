// A control room on its own cluster, without nginx in front, for a test file; and helpers for frequent requests to it.
import type { ClientAndExchange, ClientAndExchanges, LabState } from '@scale-out-lab/core/wire';
import { buildLab } from '@scale-out-lab/lab';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { launcherFaults, launcherHolds } from '@scale-out-lab/launcher/cluster/faults';
import { createPage } from '@scale-out-lab/launcher/record/page-client';
import { afterAll, beforeAll, expect } from 'vitest';
import { startClusterForTest } from './cluster.js';
import { untilReplicated } from './replicated.js';

/** Started before the tests of the file, and stopped after them. The settings are those of the environment. */
export function useControlRoom(settings: Readonly<Record<string, string>> = {}) {
  let cluster: Cluster;
  let lab: Awaited<ReturnType<typeof buildLab>>;
  let page: ReturnType<typeof createPage>;
  beforeAll(async () => {
    cluster = await startClusterForTest(settings);
    const faults = launcherFaults(cluster);
    const holds = launcherHolds(cluster);
    lab = await buildLab({ url: new URL(cluster.url), faults, holds, pages: '/nowhere', hosts: [] });
    page = createPage(await lab.listen({ port: 0, host: '127.0.0.1' }));
  }, 60_000);
  afterAll(async () => {
    await lab?.close();
    await cluster?.stop();
  });

  const state = async () => (await page.ask<LabState>('GET', 'state')).body;
  return {
    ask: <Body>(...request: Parameters<(typeof page)['ask']>) => page.ask<Body>(...request),
    listen: (lastEventId?: string) => page.listen(lastEventId),
    close: () => lab.close(),
    port: () => (lab.server.address() as { port: number }).port,
    providers: () => cluster.providers,
    untilReplicated: () => untilReplicated(cluster),
    state,
    allAlive: async () => (await state()).instances.every(({ isAlive, isReady }) => isAlive && isReady),
    async logIn(mode: string, wishes = {}) {
      // The password of a person takes a quarter of a second of processor time to check, that of a virtual user none.
      const visitor = { mode, username: 'vu-0001', ...wishes };
      const { status, body } = await page.ask<ClientAndExchange>('POST', 'clients', visitor);
      expect([status, body.exchange.status]).toEqual([201, 200]);
      return body;
    },
    async send(id: string, count: number) {
      const { body } = await page.ask<ClientAndExchanges>('POST', `clients/${id}/requests`, { count });
      return { ...body, statuses: body.exchanges.map(({ status }) => status) };
    },
  };
}
