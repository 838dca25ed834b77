// A replica gets a write after the client has its answer, so a primary that is lost at once takes the write along.
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { until } from '@scale-out-lab/launcher/testing/until';
import { areSentinelsSettled, findPrimaries } from '@scale-out-lab/loadtest';

type Ask = Cluster['redis']['nodes'][number]['ask'];

/** Resolves once no failover is under way, and a replica of each primary that has one has everything that was written by now. */
export async function untilReplicated({ redis, redisUrl, redisPassword }: Cluster): Promise<void> {
  const address = { url: redisUrl, password: redisPassword };
  await until(() => areSentinelsSettled(address));
  const primaries = await findPrimaries(address);
  const ports = primaries.map(({ url }) => Number(new URL(url).port));
  const nodes = redis.nodes.filter(({ port }) => ports.includes(port));
  await Promise.all(nodes.map(({ ask }) => untilCopied(ask)));
}

async function untilCopied(ask: Ask): Promise<void> {
  const { written } = await offsets(ask);
  const isCopied = async () => {
    const { copied } = await offsets(ask);
    return copied.length === 0 || copied.some((each) => each >= written);
  };
  await until(isCopied);
}

/** ROLE of a primary is its offset, then the address, the port and the offset of each replica. */
async function offsets(ask: Ask) {
  const [, written, ...replicas] = (await ask('ROLE')).split(',');
  return { written: Number(written), copied: replicas.filter((_, index) => index % 3 === 2).map(Number) };
}
