// The page's colours as a canvas takes them: resolved, since a variable of a style sheet means nothing to it.
import type { Paints } from './sprites.js';

const names = ['text', 'quiet', 'card', 'line', 'good', 'bad'] as const satisfies readonly (keyof Paints)[];

/** As they are for what is inside of that element. */
export function readPaints(inside: Element): Paints {
  const probe = document.createElement('span');
  probe.hidden = true;
  inside.append(probe);
  const entries = names.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(entries) as unknown as Paints;
}
