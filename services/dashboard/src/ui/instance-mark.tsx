// An instance's mark: a colour and a shape, so that it is recognizable by either.

/** Okabe and Ito's colours, which are distinct for any colour vision. Black and yellow are left out, since pages and projectors swallow them. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'] as const;

/** Corners on a circle of radius 1, by shape; an empty list is the circle itself. */
const shapes = [
  [],
  corners(4, Math.PI / 4),
  corners(3),
  corners(4),
  corners(5),
  corners(6),
  star(5),
  star(4),
  corners(8),
] as const;

interface Mark {
  readonly colour: string;
  readonly corners: readonly (readonly [x: number, y: number])[];
}

/** By the number in its ID (`api-2`), so that it is the same in every tab. Grey for anything else. */
export function markOf(instance: string | null): Mark {
  const number = Number(/(\d+)$/.exec(instance ?? '')?.[1] ?? 0);
  if (number === 0) return { colour: '#8a919a', corners: corners(4) };
  const at = number - 1;
  return { colour: colours[at % colours.length] ?? '', corners: shapes[at % shapes.length] ?? [] };
}

/** Decoration next to the instance's name. */
export function InstanceMark({ instance, size = 14 }: { instance: string | null; size?: number }) {
  const mark = markOf(instance);
  const points = mark.corners.map(([x, y]) => `${x},${y}`).join(' ');
  return (
    <svg class="mark" width={size} height={size} viewBox="-1.1 -1.1 2.2 2.2" aria-hidden="true">
      {points === '' ? <circle r="0.9" fill={mark.colour} /> : <polygon points={points} fill={mark.colour} />}
    </svg>
  );
}

/** The mark and the name, which no line break parts. */
export function InstanceName({ instance }: { instance: string | null }) {
  return (
    <span class="instance-name">
      <InstanceMark instance={instance} /> {instance}
    </span>
  );
}

function corners(count: number, turn = 0): readonly (readonly [number, number])[] {
  return Array.from({ length: count }, (_, index) => onCircle((index / count) * 2 * Math.PI + turn, 1));
}

function star(points: number): readonly (readonly [number, number])[] {
  return Array.from({ length: 2 * points }, (_, index) =>
    onCircle((index / points) * Math.PI, index % 2 === 0 ? 1 : 0.45),
  );
}

function onCircle(angle: number, radius: number): readonly [number, number] {
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return [round(Math.sin(angle) * radius), round(-Math.cos(angle) * radius)];
}
