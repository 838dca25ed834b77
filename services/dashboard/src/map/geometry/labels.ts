// Places for the labels of the lines: on its line, but over no part and no other label. A label without a place is left out.
import type { Box, Layout, Point } from './layout.js';
import { flatten } from './path.js';

interface PlacedLabel {
  readonly wire: string;
  readonly text: string;
  /** The middle of the label. */
  readonly x: number;
  readonly y: number;
}

/** How far along the line, the best place first. */
const shares = [0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2, 0.9, 0.1];
/** Of the font size: a digit is this wide, and this is kept free around the text. */
const digit = 0.62;
const margin = 0.15;

/** @param texts by the names of the lines */
export function placeLabels(
  layout: Layout,
  texts: ReadonlyMap<string, string>,
  fontSize: number,
): readonly PlacedLabel[] {
  const taken: Box[] = [...layout.boxes.values()];
  return [...texts].flatMap(([wire, text]): readonly PlacedLabel[] => {
    const line = flatten(layout.wires.get(wire)?.points ?? [], layout.direction);
    const size = {
      width: (text.length * digit + 2 * margin) * fontSize,
      height: (1 + 2 * margin) * fontSize,
    };
    for (const share of line.length > 0 ? shares : []) {
      const middle = line[Math.round(share * (line.length - 1))];
      if (!middle) continue;
      const box = around(middle, size);
      if (!isInside(box, layout) || taken.some((other) => overlaps(box, other))) continue;
      taken.push(box);
      return [{ wire, text, ...middle }];
    }
    return [];
  });
}

function around({ x, y }: Point, { width, height }: { width: number; height: number }): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function overlaps(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function isInside({ left, top, right, bottom }: Box, { width, height }: Layout): boolean {
  return left >= 0 && top >= 0 && right <= width && bottom <= height;
}
