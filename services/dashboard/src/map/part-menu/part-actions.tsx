// The actions on a part: crash, stall and start it; change the number of instances; replace the keys.

import { DownTimeChoice } from '../../panels/break/down-time.js';
import type { FaultName } from '../../panels/break/fault-table.js';
import { aimOf, inject, obstacleText, saysText } from '../../panels/break/inject.js';
import { ringOf } from '../../panels/break/predict-logged-in.js';
import { breakTexts } from '../../panels/break/texts.js';
import { labState } from '../../state/lab-state.js';
import { lanes } from '../../state/view.js';

const ofInstance: readonly FaultName[] = ['crash', 'stall', 'drain'];
const ofRedis: readonly FaultName[] = ['redis-crash', 'redis-stall', 'redis-persistence'];
const ofRedisNode: readonly FaultName[] = ['redis-crash', 'redis-stall'];
const ofAll: readonly FaultName[] = ['fewer', 'more', 'restart'];
const ofKeys: readonly FaultName[] = ['overlap', 'retire', 'cut', 'reset'];

interface PartActionsProps {
  readonly part: string;
  readonly onDone: () => void;
}

export function PartActions({ part, onDone }: PartActionsProps) {
  const t = breakTexts();
  const { instances = [], redis } = labState.value ?? {};
  const node = redis?.nodes?.find(({ id }) => id === part);
  const isRedis = part === 'redis' || node !== undefined;
  const target = part === 'redis' ? '' : part;
  const hold = part === 'redis' ? redis?.hold : (node ?? instances.find(({ id }) => id === part))?.hold;
  const ring = lanes.value.map(ringOf).find((found) => found !== undefined);
  const button = (name: FaultName, target: string) => (
    <ActionButton key={name} name={name} target={target} onDone={onDone} />
  );
  if (hold) return <div class="row">{button(isRedis ? 'redis-start' : 'start', target)}</div>;
  const actions = node ? ofRedisNode : isRedis ? ofRedis : ofInstance;
  return (
    <div class="stack">
      <div class="row">{actions.map((name) => button(name, target))}</div>
      <DownTimeChoice />
      {!isRedis && (
        <>
          <h3>{t.groups.cluster}</h3>
          <div class="row">{ofAll.map((name) => button(name, ''))}</div>
        </>
      )}
      {!isRedis && ring && (
        <>
          <h3>{t.rings[ring]}</h3>
          <div class="row">{ofKeys.map((name) => button(name, ring))}</div>
        </>
      )}
    </div>
  );
}

/** Its accessible name is that of the same button in the panel. */
function ActionButton({ name, target, onDone }: { name: FaultName; target: string; onDone: () => void }) {
  const title = breakTexts().faults[name];
  const aim = aimOf(name, target);
  const obstacle = obstacleText(name, target);
  const act = () => {
    onDone();
    void inject(name, target);
  };
  return (
    <button
      type="button"
      aria-label={`${title}: ${aim}`}
      title={obstacle ?? saysText(name, target)}
      disabled={obstacle !== null}
      onClick={act}
    >
      {title}
    </button>
  );
}
