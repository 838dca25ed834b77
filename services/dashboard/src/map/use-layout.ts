// Where the parts stand, as a signal that follows whatever moves them. The page is measured here, and nowhere else.
import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { type Box, type Boxes, type Layout, layOut, type Size } from './geometry/layout.js';

/** `parts`: the names of all parts; each bears its own as `data-part`. */
export function useLayout(
  stage: RefObject<HTMLElement | null>,
  parts: string,
): ReadonlySignal<Layout | null> {
  const layout = useSignal<Layout | null>(null);
  useLayoutEffect(() => {
    const element = stage.current;
    if (!element) return;
    let known = '';
    const observer = new ResizeObserver(() => {
      const [boxes, size] = measure(element);
      const found = JSON.stringify([[...boxes], size]);
      if (found === known) return;
      known = found;
      layout.value = layOut(boxes, size);
    });
    observer.observe(element);
    for (const part of partsIn(element)) observer.observe(part);
    return () => observer.disconnect();
  }, [parts, stage, layout]);
  return layout;
}

function partsIn(stage: HTMLElement): readonly HTMLElement[] {
  return [...stage.querySelectorAll<HTMLElement>('[data-part]')];
}

function measure(stage: HTMLElement): readonly [Boxes, Size] {
  const { left, top, width, height } = stage.getBoundingClientRect();
  const boxOf = (part: HTMLElement): Box => {
    const box = part.getBoundingClientRect();
    return {
      left: Math.round(box.left - left),
      top: Math.round(box.top - top),
      right: Math.round(box.right - left),
      bottom: Math.round(box.bottom - top),
    };
  };
  const boxes = new Map(partsIn(stage).map((part) => [part.dataset.part ?? '', boxOf(part)]));
  return [boxes, { width: Math.round(width), height: Math.round(height) }];
}
