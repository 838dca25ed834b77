// The shapes of the dots, within a circle of radius 1.2: a plain one, an instance's, a tick and a cross.
import { markOf } from '../../ui/instance-mark.js';
import type { Paints } from './sprites.js';

export function drawMark(context: CanvasRenderingContext2D, instance: string | null, paints: Paints): void {
  const { colour, corners } = markOf(instance);
  context.beginPath();
  if (instance === null || corners.length === 0) context.arc(0, 0, instance === null ? 0.7 : 0.95, 0, 7);
  for (const [x, y] of instance === null ? [] : corners) context.lineTo(x, y);
  context.closePath();
  context.fillStyle = instance === null ? paints.quiet : colour;
  context.lineJoin = 'round';
  context.lineWidth = 0.3;
  context.strokeStyle = paints.card;
  context.stroke();
  context.fill();
}

export function drawAnswer(context: CanvasRenderingContext2D, isAccepted: boolean, paints: Paints): void {
  context.beginPath();
  context.arc(0, 0, 1.1, 0, 7);
  context.fillStyle = isAccepted ? paints.good : paints.bad;
  context.fill();
  context.beginPath();
  for (const line of isAccepted ? tick : cross) {
    line.forEach(([x, y], index) => {
      if (index === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    });
  }
  context.lineWidth = 0.34;
  context.lineCap = context.lineJoin = 'round';
  context.strokeStyle = paints.card;
  context.stroke();
}

type Line = readonly (readonly [x: number, y: number])[];
const tick: readonly Line[] = [
  [
    [-0.5, 0.05],
    [-0.12, 0.45],
    [0.55, -0.4],
  ],
];
const cross: readonly Line[] = [
  [
    [-0.4, -0.4],
    [0.4, 0.4],
  ],
  [
    [0.4, -0.4],
    [-0.4, 0.4],
  ],
];
