// State in the memory of one provider: other providers cannot read it, and a restart deletes it.
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Of one model: more than 1,000 virtual users need at once. The oldest entry makes room for the next. */
const maxEntries = 10_000;

/** The state of one model of oidc-provider, such as `Session`. */
export function memoryState(): Adapter {
  const entries = new Map<string, Entry>();
  const idOfUid = new Map<string, string>();

  async function find(id: string): Promise<AdapterPayload | undefined> {
    const entry = entries.get(id);
    if (entry && entry.expiresAt > Date.now()) return entry.payload;
    await destroy(id);
    return undefined;
  }

  async function destroy(id: string): Promise<void> {
    const uid = entries.get(id)?.payload.uid;
    if (uid !== undefined) idOfUid.delete(uid);
    entries.delete(id);
  }

  return {
    find,
    destroy,
    async upsert(id, payload, ttlSeconds: number) {
      await destroy(id);
      const [oldest] = entries.keys();
      if (oldest !== undefined && entries.size >= maxEntries) await destroy(oldest);
      entries.set(id, { payload, expiresAt: Date.now() + ttlSeconds * 1000 });
      if (payload.uid !== undefined) idOfUid.set(payload.uid, id);
    },
    async findByUid(uid) {
      const id = idOfUid.get(uid);
      return id === undefined ? undefined : find(id);
    },
    // Only the device flow has user codes, and it is off.
    findByUserCode: async () => undefined,
    async consume(id) {
      const payload = await find(id);
      // Two requests may have read the same unused code at the same moment (RFC 6749 §4.1.2: it is used once).
      if (!payload || payload.consumed !== undefined) throw new errors.InvalidGrant('already consumed');
      payload.consumed = Math.floor(Date.now() / 1000);
    },
    async revokeByGrantId(grantId) {
      for (const [id, { payload }] of entries) if (payload.grantId === grantId) await destroy(id);
    },
  };
}
