// One fault: what it does, a button for each thing that it can be done to, and what it should cost each lane.
import { useId } from 'preact/hooks';
import { labState } from '../../state/lab-state.js';
import { lanes } from '../../state/lanes.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { CostWords } from './cost-words.js';
import { countIn, crowds } from './crowd.js';
import { costFor } from './crowd-predictions.js';
import type { Fault } from './fault-cost.js';
import { carryOut } from './inject-fault.js';
import { obstacleTo } from './obstacle.js';

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
