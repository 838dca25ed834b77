// The copies shown to every instance, once or every second, until none accepts them; and what that measured.
import { signal } from '@preact/signals';
import { findMode } from '@scale-out-lab/core';
import { lab } from '../../api/client.js';
import { noteExchanges } from '../../state/exchanges.js';
import { lanes } from '../../state/lanes.js';
import { attempt } from '../../ui/notice.js';
import { agrees, foretellCopy, measureCopy } from './copy-life.js';
import { keepResult } from './results.js';
import { change, isAlive, thefts } from './theft.js';

/** Whether the copies are replayed every second. */
export const isReplaying = signal(false);

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

/** Resolves when no copy is being replayed. */
export const replayed = async (): Promise<void> => replaying ?? undefined;

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

function keepMeasured(name: string): void {
  const mode = findMode(name);
  const { logOut, replays } = thefts.value[name] ?? {};
  if (!mode || !logOut || !replays) return;
  const { secondsLeft, at, missedAt } = logOut;
  // Whoever was held up at the log-out, and counted as dead, answers later.
  const instances = Math.max(logOut.instances, ...replays.map(({ length }) => length));
  const measured = measureCopy(replays, at);
  const foretold = foretellCopy(mode, { instances, secondsLeft, isMissed: missedAt !== null });
  const verdict = measured.isDead ? agrees(measured, foretold) : null;
  keepResult({ ...measured, mode: name, instances, foretold, agrees: verdict });
}
