// The theft in each mode: its steps, the victim's client, the thief's copy, and the measured life of the copy.
import { effect, signal } from '@preact/signals';
import { findMode, missesLogOut, sessionCopyExpiry } from '@scale-out-lab/core';
import type { Exchange, LabClient } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';
import { labState } from '../../state/lab-state.js';
import { inViewLanguage } from '../../state/texts.js';
import { lanes } from '../../state/view.js';
import { attemptFor, noteGuests, onEachLane, whenDropped } from '../../state/visitors.js';
import { theftTexts as en } from '../../texts/en/theft.js';
import { theftTexts as ko } from '../../texts/ko/theft.js';
import { attempt } from '../../ui/notice.js';
import {
  agrees,
  type CopyLife,
  type CopyPrediction,
  familyLifeSeconds,
  isRefusedByAll,
  measureCopy,
  predictCopy,
  type Replay,
  victimLifeSeconds,
} from './copy-life.js';

interface Renewal {
  readonly by: 'victim' | 'thief';
  readonly exchange: Exchange;
}

export interface Theft {
  readonly victim: LabClient;
  readonly loggedInAt: string;
  readonly copy: LabClient | null;
  /** The last log-out, with the number of instances and the remaining lifetime of the copy. */
  readonly logOut: {
    /** Including the refused attempts before it. */
    readonly tries: number;
    /** The instance that refused it, because it does not know her; null where it was accepted. */
    readonly missedAt: string | null;
    readonly at: string;
    readonly instances: number;
    readonly secondsLeft: number | null;
  } | null;
  /** A log-out with an unknown result. */
  readonly refusal: Exchange | null;
  readonly replays: readonly Replay[];
  readonly renewals: readonly Renewal[];
}

export const thefts = signal<Readonly<Record<string, Theft>>>({});
export const isBusy = signal(false);
whenDropped(() => {
  thefts.value = {};
});

effect(() => {
  const counts = Object.entries(thefts.value).map(([mode, { copy }]) => [mode, copy ? 2 : 1] as const);
  noteGuests('theft', Object.fromEntries(counts));
});

/** Whether an instance has accepted her log-out. */
export function hasLoggedOut({ logOut }: Theft): boolean {
  return logOut !== null && logOut.missedAt === null;
}

export function isAlive(theft: Theft | undefined): boolean {
  return theft?.copy != null && !isRefusedByAll(theft.replays.at(-1) ?? []);
}

const onLanes = (act: (mode: string) => Promise<void>) => onEachLane(isBusy, act);

function change(mode: string, part: Partial<Theft>): void {
  const theft = thefts.value[mode];
  if (theft) keep(mode, { ...theft, ...part });
}

function keep(mode: string, theft: Theft): void {
  thefts.value = { ...thefts.value, [mode]: theft };
}

export interface TheftResult extends CopyLife {
  readonly mode: string;
  /** N, when it was measured. */
  readonly instances: number;
  readonly prediction: CopyPrediction;
  /** Whether the measurement agrees with the prediction; null while the copy still works. */
  readonly agrees: boolean | null;
}

export const theftResults = signal<Readonly<Record<string, TheftResult>>>({});

function keepResult(result: TheftResult): void {
  theftResults.value = { ...theftResults.value, [result.mode]: result };
}

/** A victim logs in to every shown mode. Former thefts are dropped. */
export async function logInVictims(): Promise<void> {
  stopReplaying();
  await onLanes(async (mode) => {
    const former = thefts.value[mode];
    const { client: victim, exchange } = await lab.logIn({
      mode,
      username: 'alice',
      model: 'pinned',
      expiresInSeconds: findMode(mode)?.refresh ? familyLifeSeconds : victimLifeSeconds,
    });
    for (const client of [former?.victim, former?.copy]) void forget(client);
    const loggedInAt = exchange.sentAt;
    const nothing = { copy: null, logOut: null, refusal: null, replays: [], renewals: [] };
    keep(mode, { victim, loggedInAt, ...nothing });
  });
}

export const logOutVictims = () =>
  onLanes(async (mode) => {
    const theft = thefts.value[mode];
    if (!theft || hasLoggedOut(theft)) return;
    const { exchange } = await lab.logOut(theft.victim.id);
    const isDone = exchange.status !== null && exchange.status < 300;
    // A log-out that was not answered, or with 503, may have been carried out: nothing is measured from it.
    if (!isDone && !isMiss(exchange)) return change(mode, { refusal: exchange });
    change(mode, { logOut: toLogOut(exchange, theft), refusal: null });
  });

function isMiss(exchange: Exchange): boolean {
  const mode = findMode(exchange.mode);
  return mode !== undefined && missesLogOut(mode, exchange);
}

function toLogOut(exchange: Exchange, { copy, logOut }: Theft): Theft['logOut'] {
  const atMs = Date.parse(exchange.sentAt) + exchange.durationMs;
  const { expiresAt, copy: signedCopy } = copy?.credential ?? {};
  const copyEndsAtMs = signedCopy === undefined ? Number.POSITIVE_INFINITY : sessionCopyExpiry(signedCopy);
  return {
    tries: (logOut?.tries ?? 0) + 1,
    missedAt: isMiss(exchange) ? (exchange.servedBy ?? '?') : null,
    at: new Date(atMs).toISOString(),
    instances: (labState.value?.instances ?? []).filter(({ isAlive }) => isAlive).length,
    secondsLeft: expiresAt == null ? null : (Math.min(Date.parse(expiresAt), copyEndsAtMs) - atMs) / 1000,
  };
}

export const copyCredentials = () =>
  onLanes(async (mode) => {
    const theft = thefts.value[mode];
    if (!theft?.victim.credential) return;
    const { client: copy } = await lab.copy(theft.victim.id);
    void forget(theft.copy);
    keep(mode, { ...theft, copy, replays: [] });
  });

/** Either of them can, until the other has. */
export const renew = (by: Renewal['by']) =>
  onLanes(async (mode) => {
    const theft = thefts.value[mode];
    const client = by === 'thief' ? theft?.copy : theft?.victim;
    if (!theft || !client?.credential?.refreshToken) return;
    const { client: renewed, exchange } = await lab.refresh(client.id);
    const holder = by === 'thief' ? { copy: renewed } : { victim: renewed };
    change(mode, { ...holder, renewals: [...theft.renewals, { by, exchange }] });
  });

/** Waits for a running replay, because a dropped client is not found. */
async function forget(client: LabClient | null | undefined): Promise<void> {
  await replayed();
  if (client) lab.forget(client.id);
}

/** Whether the copies are replayed every second. */
export const isReplaying = signal(false);

export function stopReplaying(): void {
  isReplaying.value = false;
}

let replaying: Promise<void> | null = null;

/**
 * Shows each copy to each instance, as long as one of them might accept it.
 * @param run shows a problem; by default as for the action of a user
 */
export function replayCopies(run = attempt): Promise<void> {
  replaying ??= replayAll(run).finally(() => {
    replaying = null;
  });
  return replaying;
}

/** Resolves when no copy is being replayed. */
const replayed = async (): Promise<void> => replaying ?? undefined;

async function replayAll(run: typeof attempt): Promise<void> {
  const isDone = await attemptFor(async () => {
    for (const { name } of lanes.value) await replay(name);
    return true;
  }, run);
  const left = lanes.value.some(({ name }) => isAlive(thefts.value[name]));
  if (!isDone || !left) isReplaying.value = false;
}

async function replay(mode: string): Promise<void> {
  const copy = thefts.value[mode]?.copy;
  if (!copy) return;
  const { client, exchanges } = await lab.checkOnEveryInstance(copy.id);
  const theft = thefts.value[mode];
  // Another theft may have begun meanwhile.
  if (theft?.copy?.id !== copy.id) return;
  change(mode, { copy: client, replays: [...theft.replays, exchanges] });
  keepMeasured(mode);
}

function keepMeasured(name: string): void {
  const mode = findMode(name);
  const { logOut, replays } = thefts.value[name] ?? {};
  if (!mode || !logOut || !replays) return;
  const { secondsLeft, at, missedAt } = logOut;
  // An instance that was stalled at the log-out, and counted as down, answers later.
  const instances = Math.max(logOut.instances, ...replays.map(({ length }) => length));
  const measured = measureCopy(replays, at);
  const prediction = predictCopy(mode, { instances, secondsLeft, isMissed: missedAt !== null });
  const verdict = measured.isDead ? agrees(measured, prediction) : null;
  keepResult({ ...measured, mode: name, instances, prediction, agrees: verdict });
}

export async function stealAtOnce(): Promise<void> {
  await logInVictims();
  await copyCredentials();
  await logOutVictims();
  isReplaying.value = true;
  await replayCopies();
}

export const theftTexts = inViewLanguage(en, ko);
