// Finds the servers that take the writes: one Redis, the primary that the sentinels name, or the primaries of a cluster.
import { setTimeout as sleep } from 'node:timers/promises';
import { missingError, parseRedisUrl, type RedisEndpoint } from '@scale-out-lab/core';
import { type RedisAddress, withRedis } from './with-redis.js';

/** @throws ExitError when no sentinel, or no node of the cluster, answers with a primary */
export async function findPrimaries(address: RedisAddress): Promise<readonly RedisAddress[]> {
  const parts = parseRedisUrl(address.url);
  if (!parts || parts.topology === 'single') return [address];
  const at = addressesOf(parts, address.password);
  if (parts.topology === 'sentinel') {
    const { primary } = parts;
    return [at(await latestNamed(parts.endpoints.map((endpoint) => namedBy(at(endpoint), primary))))];
  }
  // The first answer counts: a node that is stalled answers none.
  return (await firstOf(parts.endpoints.map((endpoint) => primariesOfSlots(at(endpoint))))).map(at);
}

/** The addresses of endpoints. Each of them has the given password, or that of the URL. */
const addressesOf =
  (parts: Pick<RedisAddress, 'password'>, password: string | undefined) =>
  ({ host, port }: RedisEndpoint): RedisAddress => ({
    url: `redis://${host}:${port}`,
    password: password ?? parts.password,
  });

/**
 * Whether the sentinels that answer name one primary, and none of them is in a failover or finds the primary down. True without
 * sentinels. A sentinel may finish its failover seconds after others have begun the next one, and then names an earlier primary.
 */
export async function areSentinelsSettled({ url, password }: RedisAddress): Promise<boolean> {
  const parts = parseRedisUrl(url);
  if (parts?.topology !== 'sentinel') return true;
  const at = addressesOf(parts, password);
  const { endpoints, primary } = parts;
  const answers = await Promise.allSettled(endpoints.map((endpoint) => namedBy(at(endpoint), primary)));
  const named = answers.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const [first] = named;
  return (
    first !== undefined &&
    named.every(({ host, port, flags }) => flags === 'master' && host === first.host && port === first.port)
  );
}

interface Named extends RedisEndpoint {
  /** Grows with each failover (`config-epoch`). */
  readonly epoch: number;
  /** `master` alone, unless the sentinel finds it down or is in a failover. */
  readonly flags: string;
}

/** After the first answer. A sentinel that is stalled gives none, and delays the others no longer than this. */
const graceMs = 300;

/** A sentinel with old state names an earlier primary, so all are polled. */
async function latestNamed(answers: readonly Promise<Named>[]): Promise<Named> {
  const named: Named[] = [];
  const heard = answers.map(async (answer) => void named.push(await answer));
  await firstOf(heard);
  await Promise.race([Promise.allSettled(heard), sleep(graceMs)]);
  return named.reduce((latest, each) => (each.epoch > latest.epoch ? each : latest));
}

/** @throws the reason of the first one, when none answers */
function firstOf<Answer>(answers: readonly Promise<Answer>[]): Promise<Answer> {
  return Promise.any(answers).catch(({ errors: [reason] }: AggregateError) => {
    throw reason;
  });
}

/** During a failover SENTINEL MASTER still has the old address, and clients get the new one. It has the epoch, too. */
function namedBy(sentinel: RedisAddress, name: string): Promise<Named> {
  return withRedis(sentinel, async (redis) => {
    const address = (await redis.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', name)) as string[] | null;
    if (!address)
      throw missingError(`The sentinel at ${sentinel.url} knows no primary of the name "${name}".`);
    const [host = '', port] = address;
    // Names and values in turn.
    const fields = (await redis.call('SENTINEL', 'MASTER', name)) as string[];
    const field = (of: string) => fields[fields.indexOf(of) + 1];
    return { host, port: Number(port), epoch: Number(field('config-epoch')), flags: field('flags') ?? '' };
  });
}

/** CLUSTER SLOTS: each range of slots with its nodes, the primary first. */
const primariesOfSlots = (node: RedisAddress) =>
  withRedis(node, async (redis) => {
    const ranges = (await redis.call('CLUSTER', 'SLOTS')) as readonly [number, number, [string, number]][];
    const found = ranges.map(([, , [host, port]]) => ({ host, port }));
    const isSame = (one: RedisEndpoint) => (other: RedisEndpoint) =>
      one.host === other.host && one.port === other.port;
    return found.filter((node, index) => found.findIndex(isSame(node)) === index);
  });
