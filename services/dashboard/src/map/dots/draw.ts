// One frame: every dot at its place, and over them the few labels.
import type { Dot } from './active-dots.js';
import type { ThemeColors } from './theme-colors.js';

export interface Canvas {
  readonly context: CanvasRenderingContext2D;
  readonly ratio: number;
  readonly width: number;
  readonly height: number;
  /** Of labels, in CSS pixels. */
  readonly fontSize: number;
  readonly colors: ThemeColors;
}

export const labelFont = (fontSize: number) => `600 ${fontSize}px system-ui, sans-serif`;

export function drawFrame(canvas: Canvas, all: readonly Dot[]): void {
  const { context, ratio, width, height } = canvas;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, Math.ceil(width * ratio), Math.ceil(height * ratio));
  for (const dot of all) {
    if (dot.phase === 'waiting') continue;
    const sprite = dot.looks[dot.phase];
    // On whole pixels a sprite is copied, not resampled.
    const x = Math.round(dot.x * ratio - sprite.width / 2);
    const y = Math.round(dot.y * ratio - sprite.height / 2);
    context.drawImage(sprite, x, y);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const dot of all) {
    if (dot.phase === 'answered' || dot.phase === 'landed') drawLabel(canvas, dot);
  }
}

function drawLabel({ context, width, fontSize, colors }: Canvas, { label, phase, x, y }: Dot): void {
  if (!label) return;
  const wide = label.width + fontSize;
  const high = fontSize * 1.5;
  const left = Math.max(2, Math.min(x + fontSize, width - wide - 2));
  // Landed dots are all at the same place.
  const top = y - high / 2 + (phase === 'landed' ? label.line * (high + 2) : 0);
  context.beginPath();
  context.roundRect(left, top, wide, high, high / 4);
  context.fillStyle = colors.card;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = colors.line;
  context.stroke();
  context.font = labelFont(fontSize);
  context.textBaseline = 'middle';
  context.fillStyle = colors.text;
  context.fillText(label.text, left + fontSize / 2, top + high / 2);
}
