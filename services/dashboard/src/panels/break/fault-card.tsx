// One fault: its effect, a button for each target, and the predicted cost in each shown mode.
import type { Mode } from '@scale-out-lab/core';
import { useId } from 'preact/hooks';
import { labState } from '../../state/lab-state.js';
import { lanes } from '../../state/view.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { attempt } from '../../ui/notice.js';
import { checkAfresh, countIn, crowds } from './crowd.js';
import { costFor } from './crowd-predictions.js';
import { type Cost, type Fault, injectFault, obstacleTo } from './fault-table.js';
import { breakTexts } from './texts.js';

interface Target {
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
  const obstacles = targets.map(({ fault }) => obstacleText(fault));
  const reasons = [...new Set(obstacles.filter((reason) => reason !== null))];
  return (
    <article class="break-fault stack">
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
            onClick={() => inject(fault)}
          >
            {instance && <InstanceMark instance={instance} />} {label}
          </button>
        ))}
        <p class="break-obstacle bad small optional" id={`${id}-why`}>
          {reasons.join(' ')}
        </p>
      </div>
      <ul class="small">
        {lanes.value.map((mode) => {
          const crowd = crowds.value[mode.name];
          const costs = targets.map(({ label, fault }) => [label, costFor(fault, mode, crowd)] as const);
          return <CostWords key={mode.name} mode={mode} of={countIn(crowd?.members ?? [])} costs={costs} />;
        })}
      </ul>
    </article>
  );
}

/** A check follows at once, since the effect may show before the lab detects anything. */
async function inject(fault: Fault): Promise<void> {
  if (await attempt(() => injectFault(fault))) await checkAfresh();
}

function obstacleText(fault: Fault): string | null {
  const obstacle = obstacleTo(fault, labState.value);
  if (obstacle === null) return null;
  const text = breakTexts().obstacles[obstacle];
  return typeof text === 'string' ? text : text('instance' in fault ? fault.instance : '');
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
  return t.each(
    costs.map(([target, { loggedOut }]) => t.target(formatRange(loggedOut), target)).join(', '),
    of,
  );
}

export function formatRange([low, high]: readonly [number, number]): string {
  return low === high ? String(low) : `${low}–${high}`;
}
