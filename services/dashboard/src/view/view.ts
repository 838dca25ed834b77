// What of the page is chosen: all that a link has to say so that somebody else sees the same.
import { signal } from '@preact/signals';
import { defaultView, type View } from './parse-view.js';

export const view = signal<View>(defaultView());

/** Changes some of it. The address follows. */
export function choose(change: Partial<View>): void {
  view.value = { ...view.value, ...change };
}
