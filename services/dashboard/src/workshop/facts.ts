// The facts since the open step was opened in this tab, and the checks that find a task done from them.
import { signal } from '@preact/signals';
import type { KeyChange, ModeName } from '@scale-out-lab/core';
import type {
  Exchange,
  ExchangeKind,
  Incident,
  IncidentWhat,
  RunView,
  SignInView,
} from '@scale-out-lab/core/wire';
import { signIns } from '../panels/sign-in/sign-in.js';
import { type Tampering, tamperings } from '../panels/token/tampering.js';
import { chosenExchange, incidents, labNow, labState, run, watchRequests } from '../state/lab-state.js';
import { type PredictionRound, predictionRounds } from '../state/prediction-rounds.js';
import { isSending } from '../state/visitors.js';

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
  /** Sign-ins through the provider that the control room played. */
  readonly signIns: readonly SignInView[];
}

export const noFacts: Facts = {
  exchanges: [],
  incidents: [],
  run: null,
  chosen: null,
  rounds: [],
  tamperings: [],
  signIns: [],
};

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

type Check = (facts: Facts) => boolean;
type Outcome = 'accepted' | 'refused';

const isOk = ({ status }: Exchange) => status !== null && status < 300;
const isRefused = ({ status }: Exchange) => status !== null && status >= 400;

/** Without codes, a refusal for any reason. */
const has = (outcome: Outcome, codes: readonly string[]) => (exchange: Exchange) =>
  outcome === 'accepted'
    ? isOk(exchange)
    : isRefused(exchange) && (codes.length === 0 || codes.includes(exchange.code ?? ''));

function sent(mode: ModeName, { exchanges }: Facts, kind: ExchangeKind = 'me'): readonly Exchange[] {
  return exchanges.filter((exchange) => exchange.kind === kind && exchange.mode === mode);
}

export function hasLoggedIn(mode: ModeName): Check {
  return (facts) => sent(mode, facts, 'login').some(isOk);
}

export function wasRenewed(mode: ModeName): Check {
  return (facts) => sent(mode, facts, 'refresh').some(isOk);
}

/** Requests of a logged-in visitor, whatever their result. */
export function hasAsked(mode: ModeName, times: number): Check {
  return (facts) => sent(mode, facts).length >= times;
}

export function wasAccepted(mode: ModeName, times: number): Check {
  return (facts) => sent(mode, facts).filter(isOk).length >= times;
}

export function wasAcceptedBy(mode: ModeName, instances: number): Check {
  return (facts) => {
    const accepted = sent(mode, facts).filter(isOk);
    return new Set(accepted.map(({ servedBy }) => servedBy)).size >= instances;
  };
}

export function wasRefused(mode: ModeName, ...codes: readonly string[]): Check {
  return (facts) => sent(mode, facts).some(has('refused', codes));
}

/** The details of a refused request are open. */
export function isRefusalRead(mode: ModeName): Check {
  return ({ chosen }) => chosen !== null && chosen.mode === mode && isRefused(chosen);
}

/** The result of replaying a copy after its owner logged out. */
export function copyWas(outcome: Outcome, mode: ModeName, ...codes: readonly string[]): Check {
  return (facts) => {
    const logOuts = sent(mode, facts, 'logout').filter(isOk);
    const replays = sent(mode, facts).filter((exchange) =>
      logOuts.some(
        ({ id, credential }) => id < exchange.id && credential?.text === exchange.credential?.text,
      ),
    );
    return replays.some(has(outcome, codes));
  };
}

export function happened(...whats: readonly IncidentWhat[]): Check {
  return ({ incidents }) => incidents.some(({ what }) => whats.includes(what));
}

/** The result of a request in that mode after its token keys were changed in this way. */
export function keysThen(how: KeyChange, outcome: Outcome, mode: ModeName): Check {
  return (facts) => {
    const change = facts.incidents.find(
      (incident) => incident.what === 'keys' && incident.ring === 'jwt' && incident.how === how,
    );
    if (!change) return false;
    const later = sent(mode, facts).filter(({ sentAt }) => sentAt > change.at);
    return later.some(has(outcome, ['bad-signature']));
  };
}

export function hasGuessed(mode: ModeName): Check {
  return ({ rounds }) => rounds.some((round) => round.mode === mode);
}

/** Something in it was changed, and all instances refused it. */
export function hasTampered(mode: ModeName): Check {
  return ({ tamperings }) =>
    tamperings.some(
      ({ changes, edited, ...of }) =>
        of.mode === mode && changes.length > 0 && edited.length > 0 && edited.every(isRefused),
    );
}

export function hasMeasured(experiment: string): Check {
  return ({ run }) => run?.status === 'finished' && run.experiments.includes(experiment);
}

/** A sign-in through the provider that ended so. */
export function hasSignedIn(mode: ModeName, isLoggedIn: boolean): Check {
  return (facts) => facts.signIns.some((each) => each.mode === mode && each.isLoggedIn === isLoggedIn);
}
