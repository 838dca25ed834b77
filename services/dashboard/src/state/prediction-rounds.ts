// "How many of 30 will fail?": guess, measurement and theory of the last rounds, for the panel and the workshop.
import { signal } from '@preact/signals';
import { type Mode, predictFailureRate } from '@scale-out-lab/core';
import type { LabClient } from '@scale-out-lab/core/wire';
import { lab } from '../api/client.js';
import { attempt, attemptInBackground, whileBusy } from '../ui/notice.js';
import { instancesAlive } from './lab-state.js';
import { lanes, view } from './view.js';
import { attemptFor, leftToSend, logInTo, repeat } from './visitors.js';

export const requestsPerRound = 30;
const roundsKept = 5;
/** The longest pause between two requests, so that a round at slow speed stays short. */
const longestPauseMs = 250;

export interface PredictionRound {
  /** Counts up from 1. */
  readonly number: number;
  readonly mode: string;
  readonly model: LabClient['model'];
  readonly instances: number;
  /** The failures of 30: guessed, measured, and predicted (which may be half a request). */
  readonly guess: number;
  readonly measured: number;
  readonly predicted: number;
}

/** The latest last. */
export const predictionRounds = signal<readonly PredictionRound[]>([]);
export const isRoundUnderWay = signal(false);

/** One visitor logs in to the first shown mode and sends 30 requests. A stopped round is dropped. */
export async function playRound(guess: number): Promise<void> {
  const [mode] = lanes.value;
  const instances = instancesAlive.value;
  if (!mode || !instances || leftToSend.value > 0) return;
  const { model } = view.value;
  const measured = await whileBusy(isRoundUnderWay, () => measure(mode, model));
  if (measured === undefined) return;
  const predicted = predictLost(mode, model, instances);
  const number = (predictionRounds.value.at(-1)?.number ?? 0) + 1;
  const round = { number, mode: mode.name, model, instances, guess, measured, predicted };
  predictionRounds.value = [...predictionRounds.value, round].slice(-roundsKept);
}

export function predictLost(mode: Mode, model: LabClient['model'], instances: number): number {
  const requestsPerUser = requestsPerRound;
  return requestsPerUser * predictFailureRate(mode, model, { instances, requestsPerUser });
}

/** Undefined: it was stopped, or something went wrong. */
async function measure(mode: Mode, model: LabClient['model']): Promise<number | undefined> {
  const client = await attempt(() => logInTo(mode.name, 'alice', model));
  if (!client) return undefined;
  let lost = 0;
  const ask = async () => {
    const answer = await attemptFor(() => lab.sendRequest(client.id), attemptInBackground);
    if (!answer) return false;
    lost += answer.exchanges.filter(({ kind, status }) => kind === 'me' && status !== 200).length;
    return true;
  };
  return (await repeat(requestsPerRound, ask, longestPauseMs)) ? lost : undefined;
}

export function parseGuess(text: string): number | null {
  const guess = /^\d{1,2}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return guess <= requestsPerRound ? guess : null;
}
