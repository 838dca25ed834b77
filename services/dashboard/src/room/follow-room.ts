// Enters the room once the stream has identified this browser's visitor: with the host's key, and a name that was chosen before.
import { effect } from '@preact/signals';
import { LabProblem, lab } from '../api/client.js';
import { hostKey } from '../state/host-key.js';
import { chosenName, visitorId } from '../state/room.js';

/** Returns a function that stops it. */
export function followRoom(): () => void {
  return effect(() => {
    if (visitorId.value !== null && (hostKey() !== null || chosenName() !== null)) void enter(chosenName());
  });
}

async function enter(name: string | null): Promise<void> {
  try {
    await lab.enter(name);
  } catch (error) {
    if (!(error instanceof LabProblem)) throw error;
    // Another visitor has taken the name meanwhile. Without one, the visitor is still the host.
    if (name !== null) await enter(null);
  }
}
