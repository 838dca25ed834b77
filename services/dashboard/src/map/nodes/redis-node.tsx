// The shared store, drawn faintly if no shown mode uses it.
import type { RedisView } from '@scale-out-lab/core/wire';
import { incidents } from '../../state/lab-state.js';
import { lifeOfRedis } from '../life.js';
import { mapTexts } from '../texts.js';
import { Facts, Node } from './node.js';

export function RedisNode({ redis, at, isUsed }: { redis: RedisView; at: string; isUsed: boolean }) {
  const t = mapTexts().redis;
  const life = lifeOfRedis(redis, incidents.value, at);
  const { keys, usedMemoryBytes: bytes, isPersistent } = redis;
  return (
    <Node part="redis" name={t.name} life={life} isQuiet={!isUsed}>
      {!isUsed && <p class="hint">{t.unused}</p>}
      {life !== 'dead' && (
        <Facts
          facts={[
            [t.keys, keys === null ? null : String(keys)],
            [t.memory, bytes === null ? null : `${(bytes / 1e6).toFixed(bytes < 9.95e6 ? 1 : 0)} MB`],
            [t.file, isPersistent === null ? null : isPersistent ? t.persistent : t.volatile],
          ]}
        />
      )}
    </Node>
  );
}
