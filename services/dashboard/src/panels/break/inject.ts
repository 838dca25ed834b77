// Injects a fault, or gives the reason why it is impossible now.
import type { LabState } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';
import { labState } from '../../state/lab-state.js';
import { attempt } from '../../ui/notice.js';
import { recheckCrowds } from './crowd.js';
import { type FaultName, faults, obstacleTo } from './fault-table.js';
import { breakTexts } from './texts.js';

const unknownState: LabState = {
  at: '',
  instances: [],
  redis: null,
  busy: null,
  can: { scale: false, breakRedis: false, persistRedis: false, hold: false },
};

/** A check follows at once, since the effect may show before the lab detects anything. */
export async function inject(name: FaultName, target: string): Promise<void> {
  const request = faults[name].request(target, labState.value ?? unknownState);
  if (await attempt(() => lab.inject(...request))) await recheckCrowds();
}

/** The text on the button of a fault, besides its name. */
export function aimOf(name: FaultName, target: string): string {
  return faults[name].label?.(breakTexts(), target, labState.value ?? unknownState) ?? target;
}

/** The effect of the fault. */
export function saysText(name: FaultName, target: string): string {
  const { says, saysOfNode } = breakTexts();
  return target !== '' && name in saysOfNode ? saysOfNode[name as keyof typeof saysOfNode] : says[name];
}

export function obstacleText(name: FaultName, target: string): string | null {
  const obstacle = obstacleTo(name, target, labState.value);
  if (obstacle === null) return null;
  const text = breakTexts().obstacles[obstacle];
  return typeof text === 'string' ? text : text(target);
}
