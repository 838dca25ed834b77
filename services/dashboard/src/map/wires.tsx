// The lines between the parts of the map, and how many requests took each. Dots travel on the same curves; with reduced
// motion, the lines flash instead.
import { type ReadonlySignal, signal } from '@preact/signals';
import { view } from '../state/view.js';
import type { Route } from './dots/route.js';
import { placeLabels } from './geometry/labels.js';
import { type Layout, visitorPart, wireName } from './geometry/layout.js';
import { toSvg } from './geometry/path.js';
import { traceOfWires, type WireTrace } from './trace.js';

interface WiresProps {
  readonly layout: ReadonlySignal<Layout | null>;
  /** Parts that are no part of the way now: the lines to them are drawn faintly. */
  readonly quiet: ReadonlySet<string>;
}

export function Wires({ layout, quiet }: WiresProps) {
  const { wires, direction } = layout.value ?? { wires: new Map<string, never>(), direction: 'across' };
  const traces = traceOfWires();
  const labels = layout.value ? placeLabels(layout.value, countsOf(traces), fontSizePx()) : [];
  return (
    <svg class="map-wires" aria-hidden="true">
      {[...wires].map(([name, { from, to, points }]) => (
        <path
          key={name}
          class={looksOf(name, traces.get(name), quiet.has(from) || quiet.has(to))}
          d={toSvg(points, direction)}
        />
      ))}
      {labels.map(({ wire, text, x, y }) => (
        <text key={wire} class={traces.get(wire)?.isAccepted ? 'good' : 'bad'} x={x} y={y}>
          {text}
        </text>
      ))}
    </svg>
  );
}

/** One label for each line: how many requests took it. */
function countsOf(traces: ReadonlyMap<string, WireTrace>): ReadonlyMap<string, string> {
  const counted = [...traces].filter(([, { count }]) => count > 0);
  return new Map(counted.map(([wire, { count }]) => [wire, `${count}×`]));
}

/** As in the style sheet. */
function fontSizePx(): number {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return rem * (view.value.isPresented ? 1 : 0.8);
}

/** The line keeps the outcome of the last request that took it, and is thick for a moment after each. */
function looksOf(name: string, trace: WireTrace | undefined, isQuiet: boolean): string {
  const lit = litWires.value.get(name);
  if (lit) return lit.isAccepted ? 'lit fresh accepted' : 'lit fresh refused';
  if (trace) return trace.isAccepted ? 'lit accepted' : 'lit refused';
  return isQuiet ? 'quiet' : '';
}

const litMs = 1200;

type Lit = { readonly isAccepted: boolean; readonly until: number };

/** By the name of the line. */
const litWires = signal<ReadonlyMap<string, Lit>>(new Map());

export function lightUp({ stops, isAccepted }: Route): void {
  const { lane, instance, asksRedis } = stops;
  const until = performance.now() + litMs;
  const wires = [wireName(visitorPart(lane), 'nginx')];
  if (instance !== null) wires.push(wireName('nginx', instance));
  if (instance !== null && asksRedis) wires.push(wireName(instance, 'redis'));
  litWires.value = new Map([
    ...litWires.value,
    ...wires.map((wire) => [wire, { isAccepted, until }] as const),
  ]);
  setTimeout(() => {
    // One that was lit again meanwhile stays so.
    const now = performance.now();
    litWires.value = new Map([...litWires.value].filter(([, lit]) => lit.until > now));
  }, litMs + 1);
}
