// Affinity routes, at a balancer that leaves out an instance at first, as nginx does for a while after a failure.
import { randomUUID } from 'node:crypto';
import { modeNamed } from '@scale-out-lab/core';
import { serve } from '@scale-out-lab/core/testing/serve';
import { expect, it } from 'vitest';
import { createClusterClient } from './cluster-client.js';

const instances = ['test-1', 'test-2', 'test-3'];
const mode = modeNamed('session-sticky');

/** A key belongs to one instance. @param leavesOutFor the first instance gets none of this many first requests */
async function startBalancer(leavesOutFor: number): Promise<URL> {
  let requests = 0;
  const url = await serve((request, response) => {
    requests += 1;
    const key = /route=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? randomUUID();
    const at = Number.parseInt(key.slice(0, 8), 16) % instances.length;
    const isLeftOut = at === 0 && requests <= leavesOutFor;
    response.setHeader('X-Instance-Id', instances[isLeftOut ? 1 : at] ?? '');
    if (request.url?.endsWith('/login') && !request.headers.cookie)
      response.setHeader('Set-Cookie', `route=${key}; Path=/`);
    response.writeHead(401).end('{}');
  });
  return new URL(url);
}

it.each([0, 200])(
  'each route leads to its instance, although the balancer leaves one out for %i requests',
  async (leavesOutFor) => {
    // Routes that nothing checks are wrong in some of these times.
    for (let time = 0; time < 20; time += 1) {
      const url = await startBalancer(leavesOutFor);
      const cluster = createClusterClient({ url, mode, instances }, new AbortController().signal);
      const served: (string | undefined)[] = [];
      for (const route of await cluster.routes())
        served.push((await cluster.send({ method: 'GET', path: '/api/session-sticky/me' }, route)).instance);
      expect(served.toSorted()).toEqual(instances);
      await cluster.close();
    }
  },
);
