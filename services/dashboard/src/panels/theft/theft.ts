// A theft on each lane: the victim's client, the thief's copy, and what became of both.
import { signal } from '@preact/signals';
import { canMiss, findMode } from '@scale-out-lab/modes';
import type { Exchange, LabClient } from '../../contract.js';
import { noteExchanges } from '../../journey/exchanges.js';
import { lanes } from '../../journey/lanes.js';
import { lab } from '../../lab/api.js';
import { labState } from '../../lab/state.js';
import { attempt } from '../../ui/notice.js';
import { agrees, foretellCopy, isRefusedByAll, measureCopy, type Replay } from './copy-life.js';
import { keepResult } from './results.js';

export interface Renewal {
  readonly by: 'victim' | 'thief';
  readonly exchange: Exchange;
}

export interface Theft {
  readonly victim: LabClient;
  readonly loggedInAt: string;
  readonly copy: LabClient | null;
  /** How many instances there were, and what the copy had left of its life, when the victim logged out. */
  readonly logOut: {
    /** With those that an instance refused because it did not know her. */
    readonly tries: number;
    readonly at: string;
    readonly instances: number;
    readonly secondsLeft: number | null;
  } | null;
  /** The log-out that was refused. */
  readonly refusal: Exchange | null;
  readonly replays: readonly Replay[];
  readonly renewals: readonly Renewal[];
}

export const lifeSeconds = 20;

export const thefts = signal<Readonly<Record<string, Theft>>>({});
/** Whether the copies are replayed every second. */
export const isReplaying = signal(false);
export const isBusy = signal(false);

/** A victim logs in on every lane; what was stolen before is forgotten. */
export async function logInVictims(): Promise<void> {
  stopReplaying();
  await onEachLane(async (mode) => {
    const former = thefts.value[mode];
    const { client: victim, exchange } = await lab.logIn({
      mode,
      username: 'alice',
      model: 'pinned',
      expiresInSeconds: lifeSeconds,
    });
    noteExchanges([exchange]);
    for (const client of [former?.victim, former?.copy]) void forget(client);
    const loggedInAt = exchange.sentAt;
    const nothing = { copy: null, logOut: null, refusal: null, replays: [], renewals: [] };
    keep(mode, { victim, loggedInAt, ...nothing });
  });
}

export const copyCredentials = () =>
  onEachLane(async (mode) => {
    const theft = thefts.value[mode];
    if (!theft?.victim.credential) return;
    const { client: copy } = await lab.copy(theft.victim.id);
    void forget(theft.copy);
    keep(mode, { ...theft, copy, replays: [] });
  });

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

/** All that comes before a replay, without a pause in which a short-lived token would die. */
export async function stealAtOnce(): Promise<void> {
  await logInVictims();
  await copyCredentials();
  await logOutVictims();
  isReplaying.value = true;
  await replayCopies();
}

export function stopReplaying(): void {
  isReplaying.value = false;
}

let replaying: Promise<void> | null = null;

/** Shows each copy to each instance, as long as one of them might accept it. */
export function replayCopies(): Promise<void> {
  replaying ??= replayAll().finally(() => {
    replaying = null;
  });
  return replaying;
}

async function replayAll(): Promise<void> {
  const isDone = await attempt(async () => {
    for (const { name } of lanes.value) await replay(name);
    return true;
  });
  const left = lanes.value.some(({ name }) => isAlive(thefts.value[name]));
  if (!isDone || !left) isReplaying.value = false;
}

async function replay(mode: string): Promise<void> {
  const copy = thefts.value[mode]?.copy;
  if (!copy) return;
  const { client, exchanges } = await lab.askEach(copy.id);
  noteExchanges(exchanges);
  const theft = thefts.value[mode];
  // Another theft may have begun meanwhile.
  if (theft?.copy?.id !== copy.id) return;
  change(mode, { copy: client, replays: [...theft.replays, exchanges] });
  keepMeasured(mode);
}

export function isAlive(theft: Theft | undefined): boolean {
  return theft?.copy != null && !isRefusedByAll(theft.replays.at(-1) ?? []);
}

function keepMeasured(name: string): void {
  const mode = findMode(name);
  const { logOut, replays } = thefts.value[name] ?? {};
  if (!mode || !logOut || !replays) return;
  const { secondsLeft, at } = logOut;
  // Whoever was held up at the log-out, and counted as dead, answers later.
  const instances = Math.max(logOut.instances, ...replays.map(({ length }) => length));
  const measured = measureCopy(replays, at);
  const foretold = foretellCopy(mode, instances, secondsLeft);
  const verdict = measured.isDead ? agrees(measured, foretold) : null;
  keepResult({ ...measured, mode: name, instances, foretold, agrees: verdict });
}

/** With the refresh token that both of them hold, until one of them has used it. */
export const renew = (by: Renewal['by']) =>
  onEachLane(async (mode) => {
    const theft = thefts.value[mode];
    const client = by === 'thief' ? theft?.copy : theft?.victim;
    if (!theft || !client?.credential?.refreshToken) return;
    const { client: renewed, exchange } = await lab.refresh(client.id);
    noteExchanges([exchange]);
    const holder = by === 'thief' ? { copy: renewed } : { victim: renewed };
    change(mode, { ...holder, renewals: [...theft.renewals, { by, exchange }] });
  });

async function onEachLane(act: (mode: string) => Promise<void>): Promise<void> {
  isBusy.value = true;
  await attempt(async () => {
    for (const { name } of lanes.value) await act(name);
  }).finally(() => {
    isBusy.value = false;
  });
}

function change(mode: string, part: Partial<Theft>): void {
  const theft = thefts.value[mode];
  if (theft) keep(mode, { ...theft, ...part });
}

function keep(mode: string, theft: Theft): void {
  thefts.value = { ...thefts.value, [mode]: theft };
}

/** Not before it has been replayed, if that is under way: whoever is forgotten is not found. */
async function forget(client: LabClient | null | undefined): Promise<void> {
  await replaying;
  if (client) void lab.forget(client.id).catch(() => {});
}
