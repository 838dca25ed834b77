// The marks of the dots, each painted once: a frame then only copies them.
import { drawAnswer, drawMark } from './shapes.js';

export type Sprite = HTMLCanvasElement;

/** What a dot looks like before nginx, between nginx and the answer, and after it. */
export interface Looks {
  readonly sent: Sprite;
  readonly routed: Sprite;
  readonly answered: Sprite;
  readonly landed: Sprite;
}

export interface Paints {
  readonly text: string;
  readonly quiet: string;
  readonly card: string;
  readonly line: string;
  readonly good: string;
  readonly bad: string;
}

/** In CSS pixels; small ones are samples. */
export interface Sizes {
  readonly large: number;
  readonly small: number;
}

export interface Appearance {
  readonly instance: string | null;
  readonly isAccepted: boolean;
  readonly isSmall: boolean;
}

/** Painted for one set of colours and one pixel ratio. */
export function createSprites(paints: Paints, sizes: Sizes, ratio: number): (of: Appearance) => Looks {
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
    const answered = paint(size, (context) => drawAnswer(context, isAccepted, paints));
    const looks: Looks = {
      sent: paint(size, (context) => drawMark(context, null, paints)),
      routed: paint(size, (context) => drawMark(context, instance, paints)),
      answered,
      landed: answered,
    };
    known.set(key, looks);
    return looks;
  };
}
