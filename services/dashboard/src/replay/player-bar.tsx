// Play and pause, and the slider that leads to any moment.
import { formatClock } from '../texts/format.js';
import type { Player } from './player.js';
import { replayTexts } from './texts.js';

const stepMs = 500;

export function PlayerBar({ player }: { player: Player }) {
  const t = replayTexts();
  const { durationMs } = player;
  const position = player.positionMs.value;
  const isAtEnd = position === durationMs;
  const time = t.at(formatClock(position), formatClock(durationMs));
  return (
    <footer class="replay-bar row">
      <button type="button" class="main" onClick={player.toggle}>
        {player.isPlaying.value ? t.pause : isAtEnd ? t.again : t.play}
      </button>
      <input
        type="range"
        aria-label={t.position}
        aria-valuetext={time}
        min={0}
        max={durationMs}
        step={stepMs}
        value={position}
        onInput={(event) => player.seek(event.currentTarget.valueAsNumber)}
      />
      <span class="numbers quiet">{time}</span>
    </footer>
  );
}
