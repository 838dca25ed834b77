// A small crowd of visitors for each mode. They log in once and are then checked every 2 s.
import { effect, signal } from '@preact/signals';
import { canMiss, findMode, virtualUserName } from '@scale-out-lab/core';
import type { Exchange, LabClient } from '@scale-out-lab/core/wire';
import { LabProblem, lab } from '../../api/client.js';
import { incidents, labNow, labState } from '../../state/lab-state.js';
import { lanes } from '../../state/view.js';
import { noteGuests, onEachLane, whenDropped } from '../../state/visitors.js';
import { findAway } from './predict-logged-in.js';

export interface Member {
  readonly client: LabClient;
  readonly verdict: Verdict;
}

/** The result of a check, if it was clear for every member. */
interface Sample {
  readonly atMs: number;
  readonly loggedIn: number;
}

/** The cluster at the log-in. The prediction follows from the changes since. */
interface Beginning {
  /** The last incident before it; 0 if there was none. */
  readonly incidentId: number;
  readonly startedAt: Readonly<Record<string, string | null>>;
  /** Instances that may not have served log-ins. */
  readonly away: readonly string[];
  readonly isPersistent: boolean;
}

export interface Crowd {
  readonly mode: string;
  readonly members: readonly Member[];
  readonly beginning: Beginning;
  readonly samples: readonly Sample[];
}

export const crowdSize = 12;
const samplesKept = 120;
/** As many at once as a browser opens connections. */
const atOnce = 6;

export const crowds = signal<Readonly<Record<string, Crowd>>>({});
export const isLoggingIn = signal(false);
whenDropped(() => {
  crowds.value = {};
});

effect(() => {
  const counts = Object.values(crowds.value).map(({ mode, members }) => [mode, members.length] as const);
  noteGuests('crowd', Object.fromEntries(counts));
});

/** Logs a crowd in to every shown mode and drops the former crowds. */
export function logInCrowd(): Promise<void> {
  return onEachLane(isLoggingIn, logInto);
}

async function logInto(mode: string): Promise<void> {
  const former = crowds.value[mode];
  const beginning = beginNow();
  const names = Array.from({ length: crowdSize }, (_, index) => virtualUserName(index + 1));
  const found = await pooled(names, atOnce, async (username): Promise<Member> => {
    const { client, exchange } = await lab.logIn({ mode, username, model: 'pinned' });
    return { client, verdict: { state: client.credential ? 'in' : 'out', exchange } };
  });
  keep({ mode, members: found, beginning, samples: [] });
  sample(mode);
  void forget(former?.members ?? []);
}

/** Waits for a running check, because a dropped client is not found. */
async function forget(members: readonly Member[]): Promise<void> {
  await checking;
  for (const { client } of members) lab.forget(client.id);
}

function beginNow(): Beginning {
  const state = labState.value;
  const instances = state?.instances ?? [];
  return {
    incidentId: incidents.value.at(-1)?.id ?? 0,
    startedAt: Object.fromEntries(instances.map(({ id, startedAt }) => [id, startedAt])),
    away: findAway(instances, incidents.value, labNow()),
    isPersistent: state?.redis?.isPersistent ?? false,
  };
}

let checking: Promise<void> | null = null;

/** Checks every member of the shown crowds. A call during a check gets the running one. */
export function checkCrowds(): Promise<void> {
  checking ??= checkAll().finally(() => {
    checking = null;
  });
  return checking;
}

/** A check that begins only now. */
export async function recheckCrowds(): Promise<void> {
  await checking;
  await checkCrowds();
}

async function checkAll(): Promise<void> {
  const asked = lanes.value.flatMap(({ name }) => crowds.value[name]?.members ?? []);
  try {
    await pooled(asked, atOnce, checkOne);
    for (const { name } of lanes.value) sample(name);
  } catch (error) {
    // A background check neither shows nor clears a notice.
    if (!(error instanceof LabProblem)) throw error;
    if (error.code === 'not-found') crowds.value = {};
  }
}

async function checkOne({ client }: Member): Promise<void> {
  const mode = findMode(client.mode);
  const isJudgedByAll = mode !== undefined && canMiss(mode);
  const answer = await (isJudgedByAll ? lab.checkOnEveryInstance(client.id) : lab.sendRequest(client.id));
  settle(answer.client, answer.exchanges);
}

/** The member's verdict, if it is still one of the crowd. */
function settle(client: LabClient, exchanges: readonly Exchange[]): void {
  const crowd = crowds.value[client.mode];
  if (!crowd) return;
  const members = crowd.members.map((member) =>
    member.client.id === client.id ? { client, verdict: judge(exchanges) } : member,
  );
  keep({ ...crowd, members });
}

function sample(mode: string): void {
  const crowd = crowds.value[mode];
  if (!crowd || crowd.members.some(({ verdict }) => verdict.state === 'unclear')) return;
  const now = { atMs: labNow(), loggedIn: countIn(crowd.members) };
  keep({ ...crowd, samples: [...crowd.samples, now].slice(-samplesKept) });
}

export function countIn(members: readonly Member[]): number {
  return members.filter(({ verdict }) => verdict.state === 'in').length;
}

function keep(crowd: Crowd): void {
  crowds.value = { ...crowds.value, [crowd.mode]: crowd };
}

/** `unclear`: no instance answered, or the store that the answer needs is down. */
export type VerdictState = 'in' | 'out' | 'unclear';

interface Verdict {
  readonly state: VerdictState;
  /** The answer that decided it. */
  readonly exchange: Exchange | null;
}

/**
 * One acceptance anywhere is enough. A refusal by an instance that cannot have the credential is not a log-out:
 * such a mode is judged by the answers of all instances.
 */
export function judge(exchanges: readonly Exchange[]): Verdict {
  const asked = exchanges.filter(({ kind }) => kind === 'me');
  const accepted = asked.find(({ status }) => status === 200);
  if (accepted) return { state: 'in', exchange: accepted };
  // If the renewal failed, no request followed, so the renewal decides.
  const answers = asked.length > 0 ? asked : exchanges;
  const undecided = answers.find(({ status }) => status === null || status >= 500);
  if (undecided) return { state: 'unclear', exchange: undecided };
  const byIssuer = answers.find(({ servedBy, issuedBy }) => servedBy !== null && servedBy === issuedBy);
  return { state: 'out', exchange: byIssuer ?? answers.at(-1) ?? null };
}

async function pooled<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const left = items.entries();
  async function worker(): Promise<void> {
    for (const [index, item] of left) results[index] = await work(item);
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
