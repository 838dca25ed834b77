// The store that all instances share, drawn faintly where no mode that is tried asks it.
import type { RedisView } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../i18n/texts.js';
import { incidents } from '../../lab/state.js';
import { lifeOfRedis } from '../cluster/life.js';
import { Facts, Node } from './node.js';

const texts = defineTexts(
  {
    name: 'Redis',
    unused: 'not asked in this mode',
    keys: 'keys',
    memory: 'uses',
    file: 'on disk',
    persistent: 'yes (AOF)',
    volatile: 'no',
  },
  {
    name: 'Redis',
    unused: '이 모드는 쓰지 않음',
    keys: '키',
    memory: '메모리',
    file: '디스크',
    persistent: '저장(AOF)',
    volatile: '저장 안 함',
  },
);

export function RedisNode({ redis, at, isUsed }: { redis: RedisView; at: string; isUsed: boolean }) {
  const t = texts();
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
