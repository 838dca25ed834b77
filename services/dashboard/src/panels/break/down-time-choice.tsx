// The choice of how long a part stays down.
import { labState } from '../../state/lab-state.js';
import { Choice } from '../../ui/choice.js';
import { downTime, downTimes } from './down-time.js';
import { breakTexts } from './texts.js';

export function DownTimeChoice() {
  const t = breakTexts().downTime;
  if (!labState.value?.can.hold) return null;
  return (
    <Choice
      label={t.label}
      value={downTime.value}
      options={downTimes.map((name) => [name, t.names[name]])}
      onChoose={(name) => {
        downTime.value = name;
      }}
    />
  );
}
