// The events since a step of the workshop began, and the checks that derive completed tasks from them.
import type { ModeName } from '../catalogue.js';
import type { KeyChange } from '../key-ring.js';
import type { Exchange, ExchangeKind } from '../wire/clients.js';
import type { Incident, IncidentWhat } from '../wire/events.js';
import type { RunView } from '../wire/runs.js';
import type { SignInView } from '../wire/sign-in.js';

export interface Facts {
  /** Requests of visitors through the control room, the latest last. */
  readonly exchanges: readonly Exchange[];
  /** Caused by any page, or detected. */
  readonly incidents: readonly Incident[];
  /** The current or last run. */
  readonly run: RunView | null;
  /** Sign-ins through the provider that the control room played. */
  readonly signIns: readonly SignInView[];
  /** The request with open details. Only the page has it and the following fields. */
  readonly chosen: Exchange | null;
  /** Guesses that were measured. */
  readonly rounds: readonly { readonly mode: string }[];
  /** Credentials that were edited and sent. */
  readonly tamperings: readonly {
    readonly mode: string;
    /** Names of the edited parts; empty if it was sent without edits. */
    readonly changes: readonly string[];
    /** The answers of every instance to the edited credential. */
    readonly edited: readonly Exchange[];
  }[];
}

export const noFacts: Facts = {
  exchanges: [],
  incidents: [],
  run: null,
  signIns: [],
  chosen: null,
  rounds: [],
  tamperings: [],
};

export type Check = (facts: Facts) => boolean;
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
