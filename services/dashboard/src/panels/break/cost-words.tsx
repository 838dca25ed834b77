// What a fault should cost, for one lane, in words.
import type { Mode } from '@scale-out-lab/core';
import type { Cost } from './fault-cost.js';
import { breakTexts } from './texts.js';

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
