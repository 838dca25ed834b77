// The marks of the dots in the page's colours, each painted once: a frame then only copies them.
import { markOf } from '../../ui/instance-mark.js';

type Sprite = HTMLCanvasElement;

/** The looks of a dot before nginx, between nginx and the answer, and after the answer. */
export interface Looks {
  readonly sent: Sprite;
  readonly routed: Sprite;
  readonly answered: Sprite;
}

/** In CSS pixels; small ones are samples. */
interface Sizes {
  readonly large: number;
  readonly small: number;
}

interface Appearance {
  readonly instance: string | null;
  readonly isAccepted: boolean;
  readonly isSmall: boolean;
}

/** Painted for one set of colours and one pixel ratio. */
export function createSprites(colors: ThemeColors, sizes: Sizes, ratio: number): (of: Appearance) => Looks {
  const known = new Map<string, Looks>();

  function paint(size: number, draw: (context: CanvasRenderingContext2D) => void): Sprite {
    const sprite = document.createElement('canvas');
    sprite.width = sprite.height = Math.ceil(size * ratio);
    const context = sprite.getContext('2d');
    if (!context) return sprite;
    context.scale(sprite.width / 2.4, sprite.height / 2.4);
    context.translate(1.2, 1.2);
    draw(context);
    return sprite;
  }

  return ({ instance, isAccepted, isSmall }) => {
    const key = `${instance} ${isAccepted} ${isSmall}`;
    const size = isSmall ? sizes.small : sizes.large;
    const former = known.get(key);
    if (former) return former;
    const looks: Looks = {
      sent: paint(size, (context) => drawMark(context, null, colors)),
      routed: paint(size, (context) => drawMark(context, instance, colors)),
      answered: paint(size, (context) => drawAnswer(context, isAccepted, colors)),
    };
    known.set(key, looks);
    return looks;
  };
}

function drawMark(context: CanvasRenderingContext2D, instance: string | null, colors: ThemeColors): void {
  const { colour, corners } = markOf(instance);
  context.beginPath();
  if (instance === null || corners.length === 0) context.arc(0, 0, instance === null ? 0.7 : 0.95, 0, 7);
  for (const [x, y] of instance === null ? [] : corners) context.lineTo(x, y);
  context.closePath();
  context.fillStyle = instance === null ? colors.quiet : colour;
  context.lineJoin = 'round';
  context.lineWidth = 0.3;
  context.strokeStyle = colors.card;
  context.stroke();
  context.fill();
}

function drawAnswer(context: CanvasRenderingContext2D, isAccepted: boolean, colors: ThemeColors): void {
  context.beginPath();
  context.arc(0, 0, 1.1, 0, 7);
  context.fillStyle = isAccepted ? colors.good : colors.bad;
  context.fill();
  context.lineWidth = 0.34;
  context.lineCap = context.lineJoin = 'round';
  context.strokeStyle = colors.card;
  context.stroke(new Path2D(isAccepted ? tick : cross));
}

const tick = 'M-0.5 0.05 L-0.12 0.45 L0.55 -0.4';
const cross = 'M-0.4 -0.4 L0.4 0.4 M0.4 -0.4 L-0.4 0.4';

const names = ['text', 'quiet', 'card', 'line', 'good', 'bad'] as const;

export type ThemeColors = Readonly<Record<(typeof names)[number], string>>;

/** As they apply inside that element. */
export function readThemeColors(inside: Element): ThemeColors {
  const probe = document.createElement('span');
  probe.hidden = true;
  inside.append(probe);
  const entries = names.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(entries) as ThemeColors;
}
