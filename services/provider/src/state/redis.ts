// State in Redis: every provider finds the pending sign-ins of the others.
import { type RedisClient, storeUnavailable } from '@scale-out-lab/api';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';

/**
 * The state of one model of oidc-provider, such as `Session`. An entry is a hash: the value of the library, and the time
 * at which the entry was used up. One slot of a Redis Cluster holds all keys, since a command changes several. Two more kinds of keys lead to entries: by the `uid` of a session, and by a grant.
 */
export function redisState(redis: RedisClient, model: string): Adapter {
  const keyOf = (id: string) => `{provider}:${model}:${id}`;
  const uidKey = (uid: string) => `{provider}:uid:${uid}`;
  const grantKey = (grantId: string) => `{provider}:grant:${model}:${grantId}`;

  async function find(id: string): Promise<AdapterPayload | undefined> {
    const { payload, consumed } = await answerOf(redis.hgetall(keyOf(id)));
    if (payload === undefined) return undefined;
    const stored = JSON.parse(payload) as AdapterPayload;
    return consumed === undefined ? stored : { ...stored, consumed: Number(consumed) };
  }

  return {
    find,
    async upsert(id, payload, ttlSeconds: number) {
      const { uid, grantId } = payload;
      const commands = redis.multi().del(keyOf(id)).hset(keyOf(id), 'payload', JSON.stringify(payload));
      commands.expire(keyOf(id), ttlSeconds);
      if (uid !== undefined) commands.set(uidKey(uid), id, 'EX', ttlSeconds);
      if (grantId !== undefined) commands.sadd(grantKey(grantId), id).expire(grantKey(grantId), ttlSeconds);
      await answerOf(commands.exec());
    },
    async findByUid(uid) {
      const id = await answerOf(redis.get(uidKey(uid)));
      return id === null ? undefined : find(id);
    },
    // Only the device flow has user codes, and it is off.
    findByUserCode: async () => undefined,
    async consume(id) {
      const now = Math.floor(Date.now() / 1000);
      const isFirst = await answerOf(redis.eval(consumeOnce, 1, keyOf(id), now));
      // Two providers may have read the same unused code at the same moment.
      if (!isFirst) throw new errors.InvalidGrant('already consumed');
    },
    async destroy(id) {
      await answerOf(redis.del(keyOf(id)));
    },
    async revokeByGrantId(grantId) {
      const ids = await answerOf(redis.smembers(grantKey(grantId)));
      await answerOf(redis.del(grantKey(grantId), ...ids.map(keyOf)));
    },
  };
}

/** 1 if the entry exists and was unused. Of one that has expired since it was read, nothing is left behind. */
const consumeOnce = `
if redis.call('HEXISTS', KEYS[1], 'payload') == 0 then return 0 end
return redis.call('HSETNX', KEYS[1], 'consumed', ARGV[1])`;

/** @throws Problem (503) when Redis fails */
async function answerOf<Value>(answer: Promise<Value>): Promise<Value> {
  return answer.catch((cause) => {
    throw storeUnavailable(cause);
  });
}
