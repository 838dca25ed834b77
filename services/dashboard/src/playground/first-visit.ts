// The introduction: on the very first visit alice logs in and sends six real requests by herself, then it is the visitor's turn.
import { signal } from '@preact/signals';
import { labState } from '../state/lab-state.js';
import { view } from '../state/view.js';
import { logIn, send } from '../state/visitors.js';
import { isStill } from '../ui/preferences.js';

/** The current scene of the introduction; `over` until the visitor does something. */
export const introduction = signal<'log-in' | 'requests' | 'over' | null>(null);

/** By which the browser keeps that it was here. */
const visitedKey = 'scale-out-lab.visited';

const requests = 6;
/** Eight seconds in all. */
const logInMs = 1800;
const requestMs = 900;
const lastMs = 800;

/** Plays the introduction unless this browser has been here, or the link opens another view. */
export function introduceOnce(): void {
  const { step, panel, isPresented } = view.peek();
  const isElsewhere = step !== null || panel !== 'journey' || isPresented;
  if (isStill.peek() || isElsewhere || document.hidden || localStorage.getItem(visitedKey) !== null) return;
  const stop = labState.subscribe((state) => {
    if (!state?.instances.some(({ isReady }) => isReady)) return;
    queueMicrotask(() => stop());
    if (introduction.peek() === null) void introduce();
  });
}

/** Anything that the visitor presses meanwhile ends it. */
export async function introduce(): Promise<void> {
  if (introduction.peek() === 'log-in' || introduction.peek() === 'requests') return;
  localStorage.setItem(visitedKey, 'yes');
  const ended = new AbortController();
  const end = () => {
    ended.abort();
    introduction.value = null;
  };
  for (const event of ['pointerdown', 'keydown']) {
    addEventListener(event, end, { capture: true, signal: ended.signal });
  }
  const acts: readonly (() => Promise<void>)[] = [
    () => logIn('alice').then(() => pause(logInMs)),
    ...Array.from({ length: requests }, () => () => send(1).then(() => pause(requestMs))),
    () => pause(lastMs),
  ];
  for (const [at, act] of acts.entries()) {
    if (ended.signal.aborted) return;
    introduction.value = at === 0 ? 'log-in' : 'requests';
    await act();
  }
  if (!ended.signal.aborted) introduction.value = 'over';
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
