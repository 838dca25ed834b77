// Where motion is not wanted: the lines on which a request went light up for a moment instead.
import { signal } from '@preact/signals';
import { visitorPart, wireName } from '../geometry/layout.js';
import type { Passage } from './route.js';

const litMs = 1200;

type Lit = { readonly isAccepted: boolean; readonly until: number };

/** By the name of the line. */
export const litWires = signal<ReadonlyMap<string, Lit>>(new Map());

export function lightUp({ stops, isAccepted }: Passage): void {
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
