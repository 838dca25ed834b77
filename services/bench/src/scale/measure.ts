// One measurement: logged-in users send a number of requests through nginx, and the cost for each kind of part.
import { ExitError, exitCodes, virtualUserName } from '@scale-out-lab/core';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { sum } from '@scale-out-lab/loadtest';
import autocannon from 'autocannon';
import { logIn } from '../log-in.js';
import { cpuSeconds } from './cpu.js';

export const partKinds = ['instances', 'nginx', 'redis'] as const;
type PartKind = (typeof partKinds)[number];

export interface Cost {
  readonly mode: string;
  readonly instances: number;
  readonly users: number;
  readonly requests: number;
  /** Seconds of processor time for 1,000 requests, of all processes of a kind together. */
  readonly cpuSecondsPerThousand: Readonly<Record<PartKind, number>>;
}

/** @throws ExitError (1) if an answer was not 200 or is missing: a cost of refusals would be no cost of log-ins */
export async function measureCost(
  cluster: Cluster,
  mode: string,
  users: number,
  requests: number,
): Promise<Cost> {
  const credentials = await Promise.all(
    Array.from({ length: users }, (_, index) =>
      logIn(new URL(`/api/${mode}/login`, cluster.url), virtualUserName(index + 1)),
    ),
  );
  // The first requests compile code and check each credential for the first time.
  await send(cluster.url, mode, credentials, Math.max(users, Math.ceil(requests / 5)));
  const before = read(cluster);
  await send(cluster.url, mode, credentials, requests);
  const after = read(cluster);
  const perThousand = (kind: PartKind) => ((after[kind] - before[kind]) / requests) * 1000;
  const cpuSecondsPerThousand = {
    instances: perThousand('instances'),
    nginx: perThousand('nginx'),
    redis: perThousand('redis'),
  };
  return { mode, instances: cluster.instances.length, users, requests, cpuSecondsPerThousand };
}

function read({ instances, nginx, redis }: Cluster): Record<PartKind, number> {
  const secondsOf = (parts: readonly { readonly pid: number }[]) =>
    sum(parts.map(({ pid }) => cpuSeconds(pid)));
  return { instances: secondsOf(instances), nginx: cpuSeconds(nginx.pid), redis: secondsOf(redis.nodes) };
}

async function send(
  url: string,
  mode: string,
  credentials: readonly Record<string, string>[],
  amount: number,
): Promise<void> {
  const waiting = credentials.values();
  const result = await autocannon({
    url: new URL(`/api/${mode}/me`, url).href,
    connections: credentials.length,
    amount,
    timeout: 30,
    setupClient: (client) => client.setHeaders(waiting.next().value ?? {}),
  });
  const { '2xx': right, non2xx, errors } = result;
  if (right === amount) return;
  throw new ExitError(
    exitCodes.unexpected,
    `${mode}: of ${amount} requests ${right} were answered, ${non2xx} refused and ${errors} failed.`,
  );
}
