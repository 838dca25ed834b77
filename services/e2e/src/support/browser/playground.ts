// The playground as a user sees it: the contents of the first screen, their positions, and their movements.
import type { Page } from 'playwright-core';

interface Box {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** All that a person needs at once. */
export const essentials = [
  '[data-part]',
  '.toolbar select',
  '.playground-buttons button',
  '.verdict-figures b',
  '.verdict-predicted',
].join();

/** The boxes of all elements of the selector, in CSS pixels. */
export function boxesOf(page: Page, selector: string): Promise<readonly Box[]> {
  return page.evaluate<
    readonly Box[]
  >(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { name: element.dataset.part ?? element.textContent, left, top, right, bottom };
  })`);
}

export function isInside(inner: Box, outer: Omit<Box, 'name'>): boolean {
  const { left, top, right, bottom } = inner;
  return left >= outer.left && top >= outer.top && right <= outer.right && bottom <= outer.bottom;
}

/** Pairs that cover each other by more than the width of a border. */
export function overlapsOf(boxes: readonly Box[]): readonly string[] {
  const border = 2;
  return boxes.flatMap((one, at) =>
    boxes
      .slice(at + 1)
      .filter(
        (other) =>
          one.left + border < other.right &&
          other.left + border < one.right &&
          one.top + border < other.bottom &&
          other.top + border < one.bottom,
      )
      .map((other) => `${one.name} and ${other.name}`),
  );
}

/** Records unexpected movements from now on (Layout Instability API). Resolves to a function that returns them. */
export async function watchShifts(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(`{
    globalThis.shifted = [];
    globalThis.shifts?.disconnect();
    globalThis.shifts = new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        const moved = sources.map(({ node }) => node?.className || node?.parentElement?.className || node?.nodeName);
        if (value > 0) shifted.push(moved.join(', ') + ': ' + value);
      }
    });
    shifts.observe({ type: 'layout-shift' });
  }`);
  return async () => {
    // A shift is reported with the frame after it.
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)))');
    return page.evaluate<readonly string[]>('shifted');
  };
}
