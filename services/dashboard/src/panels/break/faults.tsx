// Everything that can be broken, in groups: each fault with a button for each target and its predicted cost.
import { type KeyRing, keyRings, type Mode } from '@scale-out-lab/core';
import type { LabState } from '@scale-out-lab/core/wire';
import { useId, useState } from 'preact/hooks';
import { lab } from '../../api/client.js';
import { labState } from '../../state/lab-state.js';
import { lanes } from '../../state/view.js';
import { Choice, ChoiceButtons } from '../../ui/choice.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { attempt } from '../../ui/notice.js';
import { countIn, crowds, recheckCrowds } from './crowd.js';
import { costFor, formatRange } from './crowd-predictions.js';
import { type Cost, type FaultGroup, type FaultName, faults, obstacleTo } from './fault-table.js';
import { ringOf } from './predict-logged-in.js';
import { breakTexts } from './texts.js';

const groups = ['instances', 'redis', 'keys', 'cluster'] as const satisfies readonly FaultGroup[];
const faultNames = Object.keys(faults) as FaultName[];

export function Faults() {
  const t = breakTexts().groups;
  const [shown, show] = useState<FaultGroup>('instances');
  return (
    <section class="stack" aria-label={t.title}>
      <h2>{t.title}</h2>
      <div class="row">
        <ChoiceButtons value={shown} options={groups.map((name) => [name, t[name]])} onChoose={show} />
      </div>
      <Group key={shown} group={shown} />
    </section>
  );
}

function Group({ group }: { group: FaultGroup }) {
  const t = breakTexts();
  const [ring, chooseRing] = useState<KeyRing>(ringOfLanes);
  const instances = (labState.value?.instances ?? []).map(({ id }) => id);
  const targets = { instances, redis: [''], keys: [ring], cluster: [''] }[group];
  return (
    <>
      {group === 'keys' && (
        <Choice
          label={t.targets.ring}
          value={ring}
          options={keyRings.map((name) => [name, t.rings[name]])}
          onChoose={chooseRing}
        />
      )}
      {faultNames
        .filter((name) => faults[name].group === group)
        .map((name) => (
          <FaultCard key={name} name={name} targets={targets} />
        ))}
    </>
  );
}

/** The key ring of the first shown mode that has one. */
function ringOfLanes(): KeyRing {
  return lanes.value.map(ringOf).find((ring) => ring !== undefined) ?? 'session';
}

const unknownState: LabState = {
  at: '',
  instances: [],
  redis: null,
  busy: null,
  can: { scale: false, breakRedis: false, persistRedis: false, hold: false },
};

function FaultCard({ name, targets }: { name: FaultName; targets: readonly string[] }) {
  const t = breakTexts();
  const id = useId();
  const state = labState.value ?? unknownState;
  const { group, label } = faults[name];
  const title = t.faults[name];
  const aims = targets.map((target) => ({
    target,
    label: label?.(t, target, state) ?? target,
    obstacle: obstacleText(name, target),
  }));
  return (
    <article class="break-fault stack">
      <h3 id={`${id}-title`}>{title}</h3>
      <p class="hint" id={`${id}-says`}>
        {t.says[name]}
      </p>
      <div class="row">
        {aims.map(({ target, label, obstacle }) => (
          <button
            key={label}
            type="button"
            aria-label={`${title}: ${label}`}
            aria-describedby={`${id}-says ${id}-why`}
            disabled={obstacle !== null}
            onClick={() => inject(name, target)}
          >
            {group === 'instances' && <InstanceMark instance={target} />} {label}
          </button>
        ))}
        <p class="break-obstacle bad small optional" id={`${id}-why`}>
          {[...new Set(aims.flatMap(({ obstacle }) => obstacle ?? []))].join(' ')}
        </p>
      </div>
      <ul class="small">
        {lanes.value.map((mode) => {
          const crowd = crowds.value[mode.name];
          const costs = aims.map(({ label, target }) => [label, costFor(name, target, mode, crowd)] as const);
          return <CostWords key={mode.name} mode={mode} of={countIn(crowd?.members ?? [])} costs={costs} />;
        })}
      </ul>
    </article>
  );
}

/** A check follows at once, since the effect may show before the lab detects anything. */
async function inject(name: FaultName, target: string): Promise<void> {
  const request = faults[name].request(target, labState.value ?? unknownState);
  if (await attempt(() => lab.inject(...request))) await recheckCrowds();
}

function obstacleText(name: FaultName, target: string): string | null {
  const obstacle = obstacleTo(name, target, labState.value);
  if (obstacle === null) return null;
  const text = breakTexts().obstacles[obstacle];
  return typeof text === 'string' ? text : text(target);
}

interface CostWordsProps {
  readonly mode: Mode;
  /** How many visitors are logged in; 0 also before the first check. */
  readonly of: number;
  /** The cost for each target. */
  readonly costs: readonly (readonly [target: string, cost: Cost])[];
}

function CostWords({ mode, of, costs }: CostWordsProps) {
  const t = breakTexts().cost;
  const reason = costs[0]?.[1].reason;
  return (
    <li>
      <code>{mode.name}</code>: {of > 0 && <b>{costText(costs, of)} </b>}
      {reason && t.reasons[reason]}
    </li>
  );
}

function costText(costs: CostWordsProps['costs'], of: number): string {
  const t = breakTexts().cost;
  const [first] = costs;
  if (!first || costs.every(([, { loggedOut }]) => loggedOut[1] === 0)) return t.nobody;
  if (costs.length === 1) return t.some(formatRange(first[1].loggedOut), of);
  const parts = costs.map(([target, { loggedOut }]) => t.target(formatRange(loggedOut), target));
  return t.each(parts.join(', '), of);
}
