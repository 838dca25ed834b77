// The signing keys: replaced with an overlap or at one stroke, retired, and put back.
import { useSignal } from '@preact/signals';
import type { KeyRing } from '@scale-out-lab/core/wire';
import { lanes } from '../../state/lanes.js';
import { Choice } from '../../ui/choice.js';
import { FaultCard } from './fault-card.js';
import { ringOf } from './predict-logged-in.js';
import { breakTexts } from './texts.js';

const hows = ['overlap', 'retire', 'cut', 'reset'] as const;

export function KeyFaults() {
  const t = breakTexts().keys;
  const chosen = useSignal<KeyRing>(ringOfLanes());
  const names = breakTexts().incidents.rings;
  const ring = chosen.value;
  return (
    <>
      <Choice
        label={t.ring}
        value={ring}
        options={(['session', 'jwt', 'published'] as const).map((name) => [name, names[name]])}
        onChoose={(name) => {
          chosen.value = name;
        }}
      />
      {hows.map((how) => (
        <FaultCard
          key={how}
          title={t[how]}
          says={t[`${how}Says`]}
          targets={[{ label: names[ring], fault: { kind: 'keys', ring, how } }]}
        />
      ))}
    </>
  );
}

/** What signs in the first lane that has a ring. */
function ringOfLanes(): KeyRing {
  return lanes.value.map(ringOf).find((ring) => ring !== undefined) ?? 'session';
}
