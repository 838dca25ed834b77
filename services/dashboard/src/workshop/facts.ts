// The facts since the workshop started in this tab: real answers, incidents and runs.
import { signal } from '@preact/signals';
import type { Exchange, Incident, RunView } from '@scale-out-lab/core/wire';
import { type Tampering, tamperings } from '../panels/token/tamper/tampering.js';
import { chosenExchange, watchRequests } from '../state/exchanges.js';
import { incidents, labState, run } from '../state/lab-state.js';
import { type PredictionRound, predictionRounds } from '../state/prediction-rounds.js';

export interface Facts {
  /** Requests of this tab, the latest last. */
  readonly exchanges: readonly Exchange[];
  /** Caused by any tab, or detected. */
  readonly incidents: readonly Incident[];
  /** The current or last run. */
  readonly run: RunView | null;
  /** The request whose details are looked at. */
  readonly chosen: Exchange | null;
  /** Guesses that were measured. */
  readonly rounds: readonly PredictionRound[];
  /** Credentials that were edited and sent. */
  readonly tamperings: readonly Tampering[];
}

export const noFacts: Facts = {
  exchanges: [],
  incidents: [],
  run: null,
  chosen: null,
  rounds: [],
  tamperings: [],
};

const kept = 1000;
const seen = signal<readonly Exchange[]>([]);
/** The start of the workshop by the control room's clock; null until known. Earlier facts do not count. */
const begunAt = signal<string | null>(null);

/** The number of the last round that was not of this workshop. */
const roundsBefore = signal(0);

/** Read in an effect, it follows. */
export function gatherFacts(): Facts {
  const since = begunAt.value;
  if (since === null) return { ...noFacts, exchanges: seen.value };
  return {
    exchanges: seen.value,
    incidents: incidents.value.filter(({ at }) => at > since),
    run: run.value && (run.value.endedAt ?? run.value.startedAt) > since ? run.value : null,
    chosen: chosenExchange.value,
    rounds: predictionRounds.value.filter(({ number }) => number > roundsBefore.value),
    tamperings: tamperings.value.filter(({ edited }) => edited.some(({ sentAt }) => sentAt > since)),
  };
}

export function watchFacts(): void {
  watchRequests({
    onExchange(exchange) {
      seen.value = [...seen.value, exchange].slice(-kept);
    },
    onTraffic() {},
  });
  labState.subscribe((state) => {
    if (state && begunAt.peek() === null) begunAt.value = state.at;
  });
}

/** Whatever happened so far happened before. */
export function forgetFacts(): void {
  seen.value = [];
  roundsBefore.value = predictionRounds.peek().at(-1)?.number ?? 0;
  begunAt.value = labState.peek()?.at ?? null;
}
