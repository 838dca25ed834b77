// The canvas of the dots over the map. It passes on requests, and the layout whenever that changes.
import { type ReadonlySignal, useComputed, useSignalEffect } from '@preact/signals';
import type { LabEvents } from '@scale-out-lab/core/wire';
import { useEffect, useRef } from 'preact/hooks';
import { showDetails, watchRequests } from '../../state/lab-state.js';
import { isJumping } from '../../state/recording.js';
import { view } from '../../state/view.js';
import { isStill, isSystemDark } from '../../ui/preferences.js';
import type { Layout } from '../geometry/layout.js';
import { noteShown } from '../request-rate.js';
import { lightUp } from '../wires.js';
import { createDotCanvas, type DotCanvas, type Surface } from './dot-canvas.js';
import { loadTestLane, roomLane, routeOf, routeOfStep } from './route.js';
import { readThemeColors } from './sprites.js';

/** More pixels than this are not seen on a dot, but have to be copied in each frame. */
const maxRatio = 2;

export function DotsLayer({ layout }: { layout: ReadonlySignal<Layout | null> }) {
  const element = useRef<HTMLCanvasElement>(null);
  const dotCanvas = useRef<DotCanvas | null>(null);

  useEffect(() => {
    const canvas = element.current;
    const stage = canvas?.parentElement;
    if (!canvas || !stage) return;
    const made = createDotCanvas(canvas);
    dotCanvas.current = made;
    const stopWatching = watchRequests(drawOn(made));
    const choose = (event: MouseEvent) => {
      const { left, top } = canvas.getBoundingClientRect();
      const exchange = made.at(event.clientX - left, event.clientY - top);
      if (exchange) showDetails(exchange);
    };
    stage.addEventListener('click', choose);
    return () => {
      stopWatching();
      stage.removeEventListener('click', choose);
      made.clear();
      dotCanvas.current = null;
    };
  }, []);

  // The scheme has no part in the layout, but in the colours that are read with it.
  const seen = useComputed(() => ({
    layout: layout.value,
    scheme: `${view.value.theme} ${isSystemDark.value}`,
  }));
  useSignalEffect(() => {
    const { layout } = seen.value;
    // By then the document has followed the view too.
    queueMicrotask(() => {
      const stage = element.current?.parentElement;
      if (layout && stage) dotCanvas.current?.prepare(measureSurface(stage, layout));
    });
  });

  useSignalEffect(() => {
    if (isStill.value) dotCanvas.current?.clear();
  });

  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas without a tab index takes no focus; the list below has the same content.
  return <canvas ref={element} class="map-dots" aria-hidden="true" />;
}

function measureSurface(stage: HTMLElement, layout: Layout): Surface {
  return {
    layout,
    ratio: Math.min(maxRatio, devicePixelRatio),
    fontSize: Number.parseFloat(getComputedStyle(stage).fontSize),
    colors: readThemeColors(stage),
  };
}

/** Hidden pages draw nothing, since all dots would start at once on the return. So would those of skipped moments. */
const isUnseen = () => document.hidden || isJumping.peek();

function drawOn(canvas: DotCanvas): Parameters<typeof watchRequests>[0] {
  function showSample(sample: LabEvents['traffic' | 'guests'], lane: string): void {
    if (isUnseen()) return;
    const { seen } = sample;
    noteShown(isStill.peek() ? { seen, shown: 0 } : canvas.showSample(sample, lane, view.peek().speed));
  }
  return {
    onExchange(exchange) {
      if (isUnseen()) return;
      if (isStill.peek()) lightUp(routeOf(exchange));
      else noteShown(canvas.show(exchange, view.peek().speed));
    },
    onTraffic: (traffic) => showSample(traffic, loadTestLane),
    onGuests: (guests) => showSample(guests, roomLane),
    onForget: canvas.clear,
    onStep: (step) => {
      if (!isUnseen()) noteShown(canvas.showRoute(routeOfStep(step), view.peek().speed));
    },
  };
}
