// Records the page of a running lab while a story is played on it.
import { ExitError, exitCodes } from '@scale-out-lab/core';
import {
  type LabEvents,
  type PageRecording,
  pageRecordingVersion,
  type RecordedMoment,
  type SceneName,
} from '@scale-out-lab/core/wire';
import { createPage, type HeardEvent } from './page-client.js';
import { type Note, type Pauses, playStory } from './story.js';

interface RecordOptions {
  /** Of the lab. */
  readonly url: string;
  readonly version: string;
  readonly commit: string | null;
  readonly onScene: (scene: SceneName, atMs: number) => void;
  readonly signal: AbortSignal;
  readonly played?: readonly SceneName[];
  readonly pauses?: Pauses;
}

const recorded = ['snapshot', 'state', 'incident', 'load', 'traffic'] as const satisfies (keyof LabEvents)[];
const isRecorded = ({ name }: HeardEvent) => recorded.some((each) => each === name);

/** Takes about a minute. @throws as `playStory` does */
export async function recordPage(options: RecordOptions): Promise<PageRecording> {
  const { url, version, commit, onScene, ...story } = options;
  const { ask, listen } = createPage(url);
  const moments: RecordedMoment[] = [];
  let startMs = performance.now();
  const now = () => Math.round(performance.now() - startMs);
  const note: Note = (moment) => {
    moments.push(withoutCredentials({ atMs: now(), ...moment } as RecordedMoment));
  };
  let onSnapshot = () => {};
  const begun = new Promise<void>((resolve) => {
    onSnapshot = resolve;
  });
  const stream = await listen(undefined, (event) => {
    // The snapshot is first, and is shown before anything plays.
    if (event.name === 'snapshot' && moments.length === 0) startMs = performance.now();
    if (isRecorded(event)) note({ what: event.name, data: event.data } as Parameters<Note>[0]);
    if (event.name === 'snapshot') onSnapshot();
  });
  try {
    const cut = stream.ended.then(failOnEnd);
    // Its failure is that of the races below.
    cut.catch(() => {});
    await Promise.race([begun, cut]);
    const ending = playStory({ ask, note, onScene: (scene) => onScene(scene, now()), ...story });
    await Promise.race([ending, cut]);
  } finally {
    await ask('DELETE', 'load').catch(() => {});
    await stream.cut();
  }
  const first = moments.find(({ what }) => what === 'snapshot');
  const instances = first?.what === 'snapshot' ? first.data.state.instances.length : 0;
  const recordedAt = new Date(performance.timeOrigin + startMs).toISOString();
  const schemaVersion = pageRecordingVersion;
  return { schemaVersion, version, commit, recordedAt, instances, durationMs: now(), moments };
}

function failOnEnd(): never {
  throw new ExitError(
    exitCodes.unexpected,
    'The event stream ended, so the recording has a gap. Record again.',
  );
}

const kept = 12;

/** A recording is published, so it keeps the beginning of each cookie and token only. */
export function withoutCredentials<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (key, held) => {
      if (key !== 'credential' || held === null) return held;
      const { text, refreshToken, copy, ...rest } = held as Readonly<Record<string, string | null>>;
      return { ...rest, text: begin(text), refreshToken: refreshToken && begin(refreshToken) };
    }),
  );
}

const begin = (text: string | null | undefined) => `${(text ?? '').slice(0, kept)}…`;
