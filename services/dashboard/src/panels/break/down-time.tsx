// How long a part stays down that is crashed or stalled from this page: one choice for the map and the panel.
import { signal } from '@preact/signals';
import type { LabState } from '@scale-out-lab/core/wire';
import { labState } from '../../state/lab-state.js';
import { Choice } from '../../ui/choice.js';
import { breakTexts } from './texts.js';

/** `briefly`: a crashed part restarts at once, and a stall lasts 2 s. */
const downTimes = ['untilStarted', 'tenSeconds', 'briefly'] as const;
type DownTime = (typeof downTimes)[number];

const downTime = signal<DownTime>('untilStarted');

const bodies = {
  untilStarted: { crash: { ms: null }, stall: { ms: null } },
  tenSeconds: { crash: { ms: 10_000 }, stall: { ms: 10_000 } },
  briefly: { crash: undefined, stall: { ms: 2000 } },
} as const satisfies Record<DownTime, Record<'crash' | 'stall', object | undefined>>;

/** The body of the request. Where no part can be held, a fault is always brief. */
export function downBody(what: 'crash' | 'stall', { can }: LabState): object | undefined {
  return bodies[can.hold ? downTime.value : 'briefly'][what];
}

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
