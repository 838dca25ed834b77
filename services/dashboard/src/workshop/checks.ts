// Checks that find a task done from the facts.
import type { ModeName } from '@scale-out-lab/core';
import type { Exchange, IncidentWhat, KeysRequest } from '@scale-out-lab/core/wire';
import type { Facts } from './facts.js';

type Check = (facts: Facts) => boolean;

const isOk = ({ status }: Exchange) => status !== null && status < 300;
const isRefused = ({ status }: Exchange) => status !== null && status >= 400;

function asked(mode: ModeName, { exchanges }: Facts): readonly Exchange[] {
  return exchanges.filter((exchange) => exchange.kind === 'me' && exchange.mode === mode);
}

export function hasLoggedIn(mode: ModeName): Check {
  return ({ exchanges }) =>
    exchanges.some((exchange) => exchange.kind === 'login' && exchange.mode === mode && isOk(exchange));
}

/** Requests of a logged-in visitor, whatever their result. */
export function hasAsked(mode: ModeName, times: number): Check {
  return (facts) => asked(mode, facts).length >= times;
}

export function wasAccepted(mode: ModeName, times = 1): Check {
  return (facts) => asked(mode, facts).filter(isOk).length >= times;
}

export function wasAcceptedBy(mode: ModeName, instances: number): Check {
  return (facts) =>
    new Set(
      asked(mode, facts)
        .filter(isOk)
        .map(({ servedBy }) => servedBy),
    ).size >= instances;
}

export function wasRefused(mode: ModeName, ...codes: readonly string[]): Check {
  return (facts) => asked(mode, facts).some((exchange) => isRefused(exchange) && hasCode(exchange, codes));
}

/** The details of a refused request are open. */
export function isRefusalRead(mode: ModeName): Check {
  return ({ chosen }) => chosen !== null && chosen.mode === mode && isRefused(chosen);
}

export function wasRenewed(mode: ModeName): Check {
  return ({ exchanges }) =>
    exchanges.some((exchange) => exchange.kind === 'refresh' && exchange.mode === mode && isOk(exchange));
}

/** The result of replaying a copy after its owner logged out. */
export function copyWas(outcome: 'accepted' | 'refused', mode: ModeName, ...codes: readonly string[]): Check {
  return (facts) => {
    const logOuts = facts.exchanges.filter(
      (exchange) => exchange.kind === 'logout' && exchange.mode === mode && isOk(exchange),
    );
    return asked(mode, facts).some((exchange) => {
      const isCopy = logOuts.some(
        ({ id, credential }) => id < exchange.id && credential?.text === exchange.credential?.text,
      );
      return (
        isCopy && (outcome === 'accepted' ? isOk(exchange) : isRefused(exchange) && hasCode(exchange, codes))
      );
    });
  };
}

export function happened(...whats: readonly IncidentWhat[]): Check {
  return ({ incidents }) => incidents.some(({ what }) => whats.includes(what));
}

/** The result of a request in that mode after its token keys were changed in this way. */
export function keysThen(how: KeysRequest['how'], outcome: 'accepted' | 'refused', mode: ModeName): Check {
  return (facts) => {
    const change = facts.incidents.find(
      (incident) => incident.what === 'keys' && incident.ring === 'jwt' && incident.how === how,
    );
    if (!change) return false;
    const later = asked(mode, facts).filter(({ sentAt }) => sentAt > change.at);
    return later.some((exchange) =>
      outcome === 'accepted' ? isOk(exchange) : isRefused(exchange) && exchange.code === 'bad-signature',
    );
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

/** No code at all: any. */
function hasCode({ code }: Exchange, codes: readonly string[]): boolean {
  return codes.length === 0 || (code !== null && codes.includes(code));
}
