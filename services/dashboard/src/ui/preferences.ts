// System preferences: reduced motion and dark colours. Both may change while the page is open.
import { signal } from '@preact/signals';

export const isStill = follow('(prefers-reduced-motion: reduce)');
export const isSystemDark = follow('(prefers-color-scheme: dark)');

function follow(query: string) {
  // Tests of charts run without a browser.
  const list = globalThis.matchMedia?.(query);
  const matches = signal(list?.matches ?? false);
  list?.addEventListener('change', () => {
    matches.value = list.matches;
  });
  return matches;
}
