// One fault: what it does, a button for each thing that it can be done to, and what it should cost each lane.

import type { Mode } from '@scale-out-lab/core';
import { useId } from 'preact/hooks';
import { labState } from '../../state/lab-state.js';
import { lanes } from '../../state/view.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { countIn, crowds } from './crowd.js';
import { costFor } from './crowd-predictions.js';
import { carryOut, obstacleTo } from './fault-actions.js';
import type { Cost, Fault } from './fault-cost.js';
import { breakTexts } from './texts.js';

export interface Target {
  readonly label: string;
  readonly instance?: string;
  readonly fault: Fault;
}

interface FaultCardProps {
  readonly title: string;
  readonly says: string;
  readonly targets: readonly Target[];
}

export function FaultCard({ title, says, targets }: FaultCardProps) {
  const id = useId();
  const obstacles = targets.map(({ fault }) => obstacleTo(fault, labState.value));
  const reasons = [...new Set(obstacles.filter((reason) => reason !== null))];
  return (
    <article class="break-fault">
      <h3 id={`${id}-title`}>{title}</h3>
      <p class="hint" id={`${id}-says`}>
        {says}
      </p>
      <div class="row">
        {targets.map(({ label, instance, fault }, index) => (
          <button
            key={label}
            type="button"
            aria-label={`${title}: ${label}`}
            aria-describedby={`${id}-says ${id}-why`}
            disabled={obstacles[index] !== null}
            onClick={() => carryOut(fault)}
          >
            {instance && <InstanceMark instance={instance} />} {label}
          </button>
        ))}
        <p class="break-obstacle" id={`${id}-why`}>
          {reasons.join(' ')}
        </p>
      </div>
      <ul class="break-costs">
        {lanes.value.map((mode) => {
          const crowd = crowds.value[mode.name];
          const costs = targets.map(({ label, fault }) => [label, costFor(fault, mode, crowd)] as const);
          return <CostWords key={mode.name} mode={mode} of={countIn(crowd?.members ?? [])} costs={costs} />;
        })}
      </ul>
    </article>
  );
}

interface CostWordsProps {
  readonly mode: Mode;
  /** How many are logged in; 0: nobody is, or nobody has been asked. */
  readonly of: number;
  /** What it costs by what it is done to. */
  readonly costs: readonly (readonly [target: string, cost: Cost])[];
}

export function CostWords({ mode, of, costs }: CostWordsProps) {
  const t = breakTexts().cost;
  const reason = costs[0]?.[1].reason;
  return (
    <li>
      <code>{mode.name}</code>: {of > 0 && <b>{sayCosts(costs, of)} </b>}
      {reason && t.reasons[reason]}
    </li>
  );
}

function sayCosts(costs: CostWordsProps['costs'], of: number): string {
  const t = breakTexts().cost;
  const [first] = costs;
  if (!first || costs.every(([, { loggedOut }]) => loggedOut[1] === 0)) return t.nobody;
  if (costs.length === 1) return t.some(sayRange(first[1].loggedOut), of);
  return t.each(costs.map(([target, { loggedOut }]) => `${target} ${sayRange(loggedOut)}`).join(', '), of);
}

export function sayRange([low, high]: readonly [number, number]): string {
  return low === high ? String(low) : `${low}–${high}`;
}
