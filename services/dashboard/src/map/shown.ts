// The state that the map shows: as late as the dots are, so that no request is refused by a part that still looks alive.
import { effect, signal } from '@preact/signals';
import type { Exchange, Incident, LabState } from '@scale-out-lab/core/wire';
import { incidents, labState, watchRequests } from '../state/lab-state.js';
import { isJumping } from '../state/recording.js';
import { view } from '../state/view.js';
import { isStill } from '../ui/preferences.js';
import { travelMs } from './dots/active-dots.js';
import { noteTrace } from './trace.js';

interface Shown {
  readonly state: LabState | null;
  readonly incidents: readonly Incident[];
}

const nothing: Shown = { state: null, incidents: [] };
export const shown = signal(nothing);

/** A dot needs this long to reach the instance that answers it. */
function lateByMs(): number {
  const isAtOnce = isStill.peek() || isJumping.peek() || document.hidden || shown.peek().state === null;
  return isAtOnce ? 0 : travelMs[view.peek().speed] / 2;
}

/** Returns a function that stops it. */
export function followShown(): () => void {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const later = (act: () => void) => {
    if (lateByMs() === 0) return act();
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, lateByMs());
    timers.add(timer);
  };
  const stopFollowing = effect(() => {
    const next: Shown = { state: labState.value, incidents: incidents.value };
    later(() => {
      if (isOlder(next, shown.peek())) return;
      shown.value = next;
    });
  });
  const forgetTimers = () => {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  };
  const stopWatching = watchRequests({
    onExchange: (exchange: Exchange) => later(noteTrace(exchange)),
    onForget() {
      forgetTimers();
      shown.value = nothing;
    },
  });
  return () => {
    stopFollowing();
    stopWatching();
    forgetTimers();
  };
}

/** After a change of speed a later state may come first. */
function isOlder({ state }: Shown, { state: present }: Shown): boolean {
  return state !== null && present !== null && Date.parse(state.at) < Date.parse(present.at);
}
