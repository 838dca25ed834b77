// One fault: what it does, a button for each thing that it can be done to, and what it should cost each lane.
import { useId } from 'preact/hooks';
import { lanes } from '../../../journey/lanes.js';
import { labState } from '../../../lab/state.js';
import { InstanceMark } from '../../../marks/instance-mark.js';
import { carryOut } from '../carry-out.js';
import type { Fault } from '../cost.js';
import { CostWords } from '../cost-words.js';
import { countIn, crowds } from '../crowd.js';
import { obstacleTo } from '../obstacle.js';
import { costFor } from '../prospect.js';

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
