// Plays moments in their own time, from any position.
import { signal } from '@preact/signals';
import type { PageRecording, RecordedMoment } from '@scale-out-lab/core/wire';
import { isJumping } from '../state/recording.js';

export type Player = ReturnType<typeof createPlayer>;

type Played = Pick<PageRecording, 'moments' | 'durationMs'>;

interface Effects {
  readonly apply: (moment: RecordedMoment) => void;
  /** Undoes all moments. */
  readonly restart: () => void;
}

export function createPlayer({ moments, durationMs }: Played, { apply, restart }: Effects) {
  const positionMs = signal(0);
  const isPlaying = signal(false);
  let next = 0;

  function applyUntil(ms: number): void {
    positionMs.value = ms;
    for (;;) {
      const moment = moments[next];
      if (!moment || moment.atMs > ms) return;
      next += 1;
      apply(moment);
    }
  }
  const within = (ms: number) => Math.max(0, Math.min(ms, durationMs));

  const player = {
    durationMs,
    positionMs,
    isPlaying,
    /** Shows the outcome at once, without the dots in between. */
    seek(ms: number): void {
      isJumping.value = true;
      if (ms < positionMs.peek() || next === 0) {
        restart();
        next = 0;
      }
      applyUntil(within(ms));
      isJumping.value = false;
    },
    /** Some time has passed. */
    advance(ms: number): void {
      if (!isPlaying.peek()) return;
      applyUntil(within(positionMs.peek() + ms));
      if (positionMs.peek() === durationMs) isPlaying.value = false;
    },
    /** Plays or pauses; at the end, from the start. */
    toggle(): void {
      if (positionMs.peek() === durationMs) player.seek(0);
      isPlaying.value = !isPlaying.peek();
    },
  };
  return player;
}

const tickMs = 50;
/** A page that was hidden, or a computer that slept, continues where it was. */
const mostMs = 500;

/** Moves the player with the clock of this device. */
export function runPlayer(player: Player): void {
  let formerMs = performance.now();
  setInterval(() => {
    const nowMs = performance.now();
    if (!document.hidden) player.advance(Math.min(mostMs, nowMs - formerMs));
    formerMs = nowMs;
  }, tickMs);
}
