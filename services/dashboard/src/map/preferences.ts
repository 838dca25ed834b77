// Whether somebody wants no motion, as the system says, and whether it is dark. Both may change while the page is open.
import { signal } from '@preact/signals';

export const isStill = follow('(prefers-reduced-motion: reduce)');
export const isSystemDark = follow('(prefers-color-scheme: dark)');

function follow(query: string) {
  const list = matchMedia(query);
  const matches = signal(list.matches);
  list.addEventListener('change', () => {
    matches.value = list.matches;
  });
  return matches;
}
