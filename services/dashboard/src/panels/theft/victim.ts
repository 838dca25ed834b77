// The victim of each lane: she logs in for a short while, and later out, once for each press of the button.
import { canMiss, findMode } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';
import { noteExchanges } from '../../state/exchanges.js';
import { labState } from '../../state/lab-state.js';
import { forget } from './copy.js';
import { familyLifeSeconds, victimLifeSeconds } from './copy-life.js';
import { stopReplaying } from './replays.js';
import { change, hasLoggedOut, keep, onEachLane, type Theft, thefts } from './theft.js';

/** A victim logs in on every lane; what was stolen before is forgotten. */
export async function logInVictims(): Promise<void> {
  stopReplaying();
  await onEachLane(async (mode) => {
    const former = thefts.value[mode];
    const { client: victim, exchange } = await lab.logIn({
      mode,
      username: 'alice',
      model: 'pinned',
      expiresInSeconds: findMode(mode)?.refresh ? familyLifeSeconds : victimLifeSeconds,
    });
    noteExchanges([exchange]);
    for (const client of [former?.victim, former?.copy]) void forget(client);
    const loggedInAt = exchange.sentAt;
    const nothing = { copy: null, logOut: null, refusal: null, replays: [], renewals: [] };
    keep(mode, { victim, loggedInAt, ...nothing });
  });
}

export const logOutVictims = () =>
  onEachLane(async (mode) => {
    const theft = thefts.value[mode];
    if (!theft || hasLoggedOut(theft)) return;
    const { exchange } = await lab.logOut(theft.victim.id);
    noteExchanges([exchange]);
    const isDone = exchange.status !== null && exchange.status < 300;
    // A log-out that was not answered, or with 503, may have been carried out: nothing is measured from it.
    if (!isDone && !isMiss(exchange)) return change(mode, { refusal: exchange });
    change(mode, { logOut: toLogOut(exchange, theft), refusal: null });
  });

/** Whether it met an instance that does not know her, and so ended nothing. */
function isMiss({ mode: name, status, servedBy, issuedBy }: Exchange): boolean {
  const mode = findMode(name);
  return mode !== undefined && canMiss(mode) && status === 401 && servedBy !== issuedBy;
}

function toLogOut(exchange: Exchange, { copy, logOut }: Theft): Theft['logOut'] {
  const atMs = Date.parse(exchange.sentAt) + exchange.durationMs;
  const expiresAt = copy?.credential?.expiresAt;
  return {
    tries: (logOut?.tries ?? 0) + 1,
    missedAt: isMiss(exchange) ? (exchange.servedBy ?? '?') : null,
    at: new Date(atMs).toISOString(),
    instances: (labState.value?.instances ?? []).filter(({ isAlive }) => isAlive).length,
    secondsLeft: expiresAt == null ? null : (Date.parse(expiresAt) - atMs) / 1000,
  };
}
