// The page that plays a recording.
import type { SceneName } from '@scale-out-lab/core/wire';

export interface RecordedRun {
  readonly date: string;
  readonly instances: number;
  /** With the commit, if it is known. */
  readonly version: string;
}

export const replayTexts = {
  title: 'Recording: the scale-out lab',
  about: ({ date, instances, version }: RecordedRun) =>
    `Real requests on ${instances} instances, recorded on ${date} with version ${version}. Nothing here is live.`,
  scene: 'Scene',
  play: 'Play',
  pause: 'Pause',
  again: 'Play again',
  position: 'Position in the recording',
  at: (now: string, end: string) => `${now} of ${end}`,
  load: (users: number, rate: number) => `${users} more users, ${rate} requests a second`,
  noLoad: 'Their requests begin in a moment.',
  unreadable: 'This browser cannot read the recording. Open the file with a current one.',

  scenes: {
    'session-memory': '1 · session-memory',
    'session-sticky': '2 · session-sticky',
    'sticky-crash': '3 · session-sticky, a crash',
    'session-redis': '4 · session-redis',
    'redis-crash': '5 · session-redis, a crash',
    'jwt-own-keys': '6 · jwt-own-keys',
    'jwt-shared-key': '7 · jwt-shared-key',
  } satisfies Record<SceneName, string>,

  says: {
    'session-memory': 'Each session lives in the memory of one instance. The other instances refuse it.',
    'session-sticky': 'nginx leads every request of alice to the instance that has her session.',
    'sticky-crash': 'That instance crashes. Its sessions are gone, so its users are logged out.',
    'session-redis': 'All instances look up sessions in Redis, so each of them recognises alice.',
    'redis-crash': 'The same crash. The sessions are in Redis, so the other instances still recognise alice.',
    'jwt-own-keys': 'Each instance signs tokens with its own key. The other instances cannot verify them.',
    'jwt-shared-key': 'All instances share one key, so each of them can verify every token, without a store.',
  } satisfies Record<SceneName, string>,
};
