// The scenes of the recording: the same visitor and the same load in one mode after the other, and two crashes.
import { setTimeout } from 'node:timers/promises';
import { ExitError, exitCodes } from '@scale-out-lab/core';
import {
  type ClientAndExchange,
  type ClientAndExchanges,
  type Incident,
  type LabClient,
  type LabState,
  type LoadState,
  type RecordedMoment,
  type SceneName,
  sceneNames,
} from '@scale-out-lab/core/wire';
import type { createPage } from './page-client.js';

interface Scene {
  readonly mode: string;
  readonly requests: number;
  /** Crashes the instance that logged the visitor in, instead of a new log-in. */
  readonly crashes?: true;
}

const scenes = {
  'session-memory': { mode: 'session-memory', requests: 10 },
  'session-sticky': { mode: 'session-sticky', requests: 8 },
  // The page predicts the losses of a visitor without faults, so only the load shows this loss.
  'sticky-crash': { mode: 'session-sticky', requests: 0, crashes: true },
  'session-redis': { mode: 'session-redis', requests: 8 },
  'redis-crash': { mode: 'session-redis', requests: 6, crashes: true },
  'jwt-own-keys': { mode: 'jwt-own-keys', requests: 10 },
  'jwt-shared-key': { mode: 'jwt-shared-key', requests: 10 },
} as const satisfies Record<SceneName, Scene>;

const requestsPerSecond = 20;
/** So that an eye can follow; a test hurries. */
const slowly = { afterLogInMs: 1300, betweenMs: 450, afterSceneMs: 1600 };
export type Pauses = typeof slowly;
/** Shorter than the scene, so that the instance is back before the next one. */
const downMs = 3000;
const readyTimeoutMs = 30_000;

/** A moment without its time. */
type Told<Each> = Each extends RecordedMoment ? Omit<Each, 'atMs'> : never;
export type Note = (moment: Told<RecordedMoment>) => void;

interface StoryOptions {
  readonly ask: ReturnType<typeof createPage>['ask'];
  readonly note: Note;
  readonly onScene: (scene: SceneName) => void;
  readonly signal: AbortSignal;
  /** All of them, unless a test plays a part. */
  readonly played?: readonly SceneName[];
  readonly pauses?: Pauses;
}

/** Plays the scenes in real time. @throws ExitError (1) if the control room refuses a step, AbortError */
export async function playStory(options: StoryOptions): Promise<void> {
  const { ask, note, onScene, signal, played = sceneNames, pauses = slowly } = options;
  const pause = (ms: number) => setTimeout(ms, undefined, { signal });
  let visitor: LabClient | undefined;

  for (const name of played) {
    const { mode, requests, ...scene } = scenes[name] as Scene;
    onScene(name);
    note({ what: 'scene', data: { scene: name, mode } });
    if (scene.crashes) await crash(visitor?.issuedBy ?? '');
    else visitor = await logIn(mode);
    await pause(pauses.afterLogInMs);
    for (let left = requests; visitor && left > 0; left -= 1) {
      const answer = await must<ClientAndExchanges>('POST', `clients/${visitor.id}/requests`, { count: 1 });
      visitor = answer.client;
      note({ what: 'requests', data: { left: left - 1, of: requests, answer } });
      await pause(pauses.betweenMs);
    }
    await pause(scene.crashes ? downMs : 0);
    await allReady();
    await pause(pauses.afterSceneMs);
  }

  async function logIn(mode: string): Promise<LabClient> {
    await must<LoadState>('PUT', 'load', { mode, requestsPerSecond });
    const asked = { mode, username: 'alice', model: 'pinned' };
    const data = await must<ClientAndExchange>('POST', 'clients', asked);
    note({ what: 'log-in', data });
    return data.client;
  }
  async function crash(instance: string): Promise<void> {
    await must<Incident>('POST', `instances/${instance}/crash`, { ms: downMs });
  }
  async function allReady(): Promise<void> {
    const deadline = performance.now() + readyTimeoutMs;
    for (;;) {
      const { instances } = await must<LabState>('GET', 'state');
      if (instances.every(({ isReady }) => isReady)) return;
      if (performance.now() > deadline) throw failure('An instance did not come back after its crash.');
      await pause(100);
    }
  }
  async function must<Body extends object>(method: string, path: string, body?: object): Promise<Body> {
    const answer = await ask<Body & { readonly detail?: string }>(method, path, body);
    if (answer.status < 400) return answer.body;
    throw failure(`The control room refused ${method} /lab/${path}: ${answer.body?.detail ?? answer.status}`);
  }
}

const failure = (sentence: string) => new ExitError(exitCodes.unexpected, sentence);
