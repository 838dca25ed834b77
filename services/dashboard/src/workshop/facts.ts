// The facts since the open step was opened in this tab.
import { signal } from '@preact/signals';
import type { Exchange } from '@scale-out-lab/core/wire';
import { type Facts, noFacts } from '@scale-out-lab/core/workshop';
import { tamperings } from '../panels/token/tampering.js';
import { chosenExchange, incidents, labNow, labState, run, watchRequests } from '../state/lab-state.js';
import { predictionRounds } from '../state/prediction-rounds.js';
import { signIns } from '../state/sign-ins.js';
import { isSending } from '../state/visitors.js';

const kept = 1000;
const seen = signal<readonly Exchange[]>([]);
/** When the step was opened, by the control room's clock; null until known. Earlier facts do not count. */
const begunAt = signal<string | null>(null);
/** A request of the step before is under way: the step begins after it. Later than any time. */
const afterTheLast = '9999';
const now = () => new Date(labNow()).toISOString();

/** The number of the last round before the step. */
const roundsBefore = signal(0);

/** The number of sign-ins that were played before the step. */
const signInsBefore = signal(0);

/** Read in an effect, it follows. */
export function gatherFacts(): Facts {
  const since = begunAt.value;
  if (since === null) return { ...noFacts, exchanges: seen.value };
  return {
    exchanges: seen.value.filter(({ sentAt }) => sentAt > since),
    incidents: incidents.value.filter(({ at }) => at > since),
    run: run.value && (run.value.endedAt ?? run.value.startedAt) > since ? run.value : null,
    chosen: chosenExchange.value && chosenExchange.value.sentAt > since ? chosenExchange.value : null,
    rounds: predictionRounds.value.filter(({ number }) => number > roundsBefore.value),
    signIns: signIns.value.slice(signInsBefore.value),
    tamperings: tamperings.value.filter(({ edited }) => edited.some(({ sentAt }) => sentAt > since)),
  };
}

export function watchFacts(): void {
  watchRequests({
    onExchange(exchange) {
      // It was under way when the step began, and belongs to the one before.
      if (begunAt.peek() === afterTheLast) return;
      seen.value = [...seen.value, exchange].slice(-kept);
    },
  });
  labState.subscribe((state) => {
    if (state && begunAt.peek() === null) begunAt.value = state.at;
  });
  isSending.subscribe((isUnderWay) => {
    if (!isUnderWay && begunAt.peek() === afterTheLast) begunAt.value = now();
  });
}

/** A step begins: earlier facts no longer count. */
export function forgetFacts(): void {
  seen.value = [];
  roundsBefore.value = predictionRounds.peek().at(-1)?.number ?? 0;
  signInsBefore.value = signIns.peek().length;
  begunAt.value = labState.peek() && (isSending.peek() ? afterTheLast : now());
}
