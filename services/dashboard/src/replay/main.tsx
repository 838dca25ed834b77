// The entry of replay.html: reads the recording in the document, and plays it.
import '../style.css';
import './replay.css';
import { effect } from '@preact/signals';
import type { PageRecording } from '@scale-out-lab/core/wire';
import { render } from 'preact';
import { connection, replaceClock } from '../state/lab-state.js';
import { isRecording } from '../state/recording.js';
import { resetTalliesOnChange } from '../state/tally.js';
import { followLooks, parseView, view } from '../state/view.js';
import { isStill } from '../ui/preferences.js';
import { applyMoment, forgetMoments } from './apply-moment.js';
import { createPlayer, runPlayer } from './player.js';
import { ReplayPage } from './replay-page.js';
import { replayTexts } from './texts.js';

isRecording.value = true;
connection.value = 'open';
view.value = parseView(location.search);
followLooks();
effect(() => {
  document.title = replayTexts().title;
});
resetTalliesOnChange();

const root = document.getElementById('app');
const recording = await readRecording().catch(() => null);
if (root && recording) {
  const player = createPlayer(recording, { apply: applyMoment, restart: forgetMoments });
  replaceClock(() => Date.parse(recording.recordedAt) + player.positionMs.peek());
  player.seek(0);
  render(<ReplayPage recording={recording} player={player} />, root);
  runPlayer(player);
  // Some people have switched off animations.
  if (!isStill.peek()) player.toggle();
} else if (root) {
  root.textContent = replayTexts().unreadable;
}

/** `npm run record` has put it into this document. */
async function readRecording(): Promise<PageRecording> {
  const packed = document.getElementById('recording')?.textContent ?? '';
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked).json();
}
