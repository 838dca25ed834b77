// The victim of each lane: she logs in for a short while, and later out, as often as it takes.
import { canMiss, findMode } from '@scale-out-lab/modes';
import type { Exchange, LabClient } from '../../contract.js';
import { noteExchanges } from '../../journey/exchanges.js';
import { lab } from '../../lab/api.js';
import { labState } from '../../lab/state.js';
import { forget } from './copy.js';
import { familyLifeSeconds, victimLifeSeconds } from './copy-life.js';
import { stopReplaying } from './replays.js';
import { change, keep, onEachLane, type Theft, thefts } from './theft.js';

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
    if (!theft || theft.logOut) return;
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const { exchange } = await lab.logOut(theft.victim.id);
      noteExchanges([exchange]);
      if (exchange.status !== null && exchange.status < 300)
        return change(mode, { logOut: toLogOut(exchange, tries, theft.copy), refusal: null });
      change(mode, { refusal: exchange });
      if (!isMiss(exchange)) return;
    }
  });

/** Where it met an instance that does not know her, she tries again, as people do. */
const mostTries = 20;

function isMiss({ mode: name, status, servedBy, issuedBy }: Exchange): boolean {
  const mode = findMode(name);
  return mode !== undefined && canMiss(mode) && status === 401 && servedBy !== issuedBy;
}

function toLogOut({ sentAt, durationMs }: Exchange, tries: number, copy: LabClient | null): Theft['logOut'] {
  const atMs = Date.parse(sentAt) + durationMs;
  const expiresAt = copy?.credential?.expiresAt;
  return {
    tries,
    at: new Date(atMs).toISOString(),
    instances: (labState.value?.instances ?? []).filter(({ isAlive }) => isAlive).length,
    secondsLeft: expiresAt == null ? null : (Date.parse(expiresAt) - atMs) / 1000,
  };
}
