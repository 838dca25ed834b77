// Everything that can be broken, in groups: each fault with a button for each target and its predicted cost.
import { type KeyRing, keyRings, type Mode } from '@scale-out-lab/core';
import { useId, useState } from 'preact/hooks';
import { labState } from '../../state/lab-state.js';
import { lanes, view } from '../../state/view.js';
import { Choice, ChoiceButtons } from '../../ui/choice.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { countIn, crowds } from './crowd.js';
import { costFor, formatRange } from './crowd-predictions.js';
import { DownTimeChoice } from './down-time.js';
import { type Cost, type FaultGroup, type FaultName, faults, redisTargets } from './fault-table.js';
import { aimOf, inject, obstacleText, saysText } from './inject.js';
import { ringOf } from './predict-logged-in.js';
import { shownGroup } from './shown-group.js';
import { breakTexts } from './texts.js';

const groups = ['instances', 'redis', 'keys', 'cluster'] as const satisfies readonly FaultGroup[];
const faultNames = Object.keys(faults) as FaultName[];

export function Faults() {
  const t = breakTexts().groups;
  const shown = shownGroup.value;
  const show = (group: FaultGroup) => {
    shownGroup.value = group;
  };
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
  const targetsOf = (name: FaultName) =>
    ({ instances, redis: redisTargets(name, labState.value), keys: [ring], cluster: [''] })[group];
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
      {(group === 'instances' || group === 'redis') && <DownTimeChoice />}
      {faultNames
        .filter((name) => faults[name].group === group)
        .map((name) => (
          <FaultCard key={name} name={name} targets={targetsOf(name)} />
        ))}
    </>
  );
}

/** The key ring of the first shown mode that has one. */
function ringOfLanes(): KeyRing {
  return lanes.value.map(ringOf).find((ring) => ring !== undefined) ?? 'session';
}

function FaultCard({ name, targets }: { name: FaultName; targets: readonly string[] }) {
  const t = breakTexts();
  const id = useId();
  const { group } = faults[name];
  const title = t.faults[name];
  const aims = targets.map((target) => ({
    target,
    label: aimOf(name, target),
    obstacle: obstacleText(name, target),
  }));
  return (
    <article class="break-fault stack" data-control={`fault-${name}`}>
      <h3 id={`${id}-title`}>{title}</h3>
      <p class="hint" id={`${id}-says`}>
        {saysText(name, targets[0] ?? '')}
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

interface CostWordsProps {
  readonly mode: Mode;
  /** How many visitors are logged in; 0 also before the first check. */
  readonly of: number;
  /** The cost for each target. */
  readonly costs: readonly (readonly [target: string, cost: Cost])[];
}

function CostWords({ mode, of, costs }: CostWordsProps) {
  const t = breakTexts().cost;
  const [worst] = [...costs].sort(([, one], [, other]) => other.loggedOut[1] - one.loggedOut[1]);
  const reason = worst?.[1].reason;
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
  if (!first || costs.every(([, { loggedOut }]) => loggedOut[1] === 0)) return t.noVisitor;
  if (costs.length === 1) return t.some(formatRange(first[1].loggedOut), of);
  const parts = costs.map(([target, { loggedOut }]) => t.target(formatRange(loggedOut), target));
  const either = new Intl.ListFormat(view.value.language, { type: 'disjunction' });
  return t.each(either.format(parts), of);
}
