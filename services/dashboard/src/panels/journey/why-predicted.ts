// Why a mode should lose what it is predicted to lose, in the language of the view.
import { type Axes, canMiss, isPortable } from '@scale-out-lab/core';
import type { LabClient } from '@scale-out-lab/core/wire';
import { percent } from '../../texts/format.js';
import { journeyTexts } from './texts.js';

const cases = ['alone', 'portable', 'sticky', 'cookie-taken', 'remembers', 'holds-key'] as const;
type Case = (typeof cases)[number];

export function whyPredicted(mode: Axes, model: LabClient['model'], instances: number): string {
  return journeyTexts().why[caseOf(mode, model, instances)]({
    instances,
    refused: percent((instances - 1) / instances),
    perLogIn: Number((1 / (instances - 1)).toFixed(2)),
  });
}

export function caseOf(mode: Axes, model: LabClient['model'], instances: number): Case {
  if (instances === 1) return 'alone';
  if (isPortable(mode)) return 'portable';
  if (!canMiss(mode)) return 'sticky';
  if (model === 'browser' && mode.credential === 'session') return 'cookie-taken';
  return mode.credential === 'session' && mode.state === 'memory' ? 'remembers' : 'holds-key';
}
