// What came out of one trial, in a few words: the first figure, or the failure rate where there is none.
import type { Figure } from '@scale-out-lab/core/wire';
import type { Trial } from '../model/trial.js';
import { renderCount, renderPercent } from './format.js';
import { markOf } from './marks.js';

export function describeResult({ figures: [headline], failureRate }: Trial): string {
  if (headline === undefined) return `lost ${renderPercent(failureRate)}`;
  return `${headline.name} ${renderFigure(headline)}`;
}

/** `2.4 (1.5–3)`: measured, and in parentheses what was predicted, with a mark where it does not agree. */
export function renderFigure(figure: Figure): string {
  const { measured, agrees } = figure;
  return `${renderNumber(measured, figure.unit)} ${markOf(agrees)}(${renderPredicted(figure)})`;
}

/** `0 of 400 log-ins (0)`, for where there is room. */
export function renderWithUnit(figure: Figure): string {
  const unit = figure.unit === 'share' ? '' : ` ${figure.unit}`;
  return renderFigure(figure).replace(' ', `${unit} `);
}

export function renderPredicted({
  predicted: [low, high],
  unit,
}: Pick<Figure, 'predicted' | 'unit'>): string {
  const [from, to] = [low, high].map((value) => renderNumber(value, unit));
  return from === to ? `${from}` : `${from}–${to}`;
}

/** Seconds with a tenth, shares in per cent, counts whole. */
export function renderNumber(value: number, unit: string): string {
  if (unit === 'share') return `${Number((value * 100).toFixed(1))} %`;
  if (unit === 's') return String(Number(value.toFixed(1)));
  return renderCount(value);
}
