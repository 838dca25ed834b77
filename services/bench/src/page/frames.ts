// Frames: how many a second the page shows, counted in the page.
import type { Page } from 'playwright-core';

/** The frames of each second. */
export function countFrames(page: Page, seconds: number): Promise<number[]> {
  return page.evaluate<number[]>(`new Promise((resolve) => {
    const startedAt = performance.now();
    const frames = Array(${seconds}).fill(0);
    function count() {
      const second = Math.floor((performance.now() - startedAt) / 1000);
      if (second >= frames.length) return resolve(frames);
      frames[second] += 1;
      requestAnimationFrame(count);
    }
    requestAnimationFrame(count);
  })`);
}
