import type { RecordedMoment } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { isJumping } from '../state/recording.js';
import { createPlayer } from './player.js';

function createShown() {
  const shown: (number | 'restart')[] = [];
  const jumps: boolean[] = [];
  const moments = [0, 100, 200, 300].map((atMs) => ({ atMs }) as RecordedMoment);
  const apply = ({ atMs }: RecordedMoment) => {
    shown.push(atMs);
    jumps.push(isJumping.peek());
  };
  const player = createPlayer({ moments, durationMs: 400 }, { apply, restart: () => shown.push('restart') });
  player.seek(0);
  return { player, shown, jumps };
}

it('each moment is played once, when its time has come', () => {
  const { player, shown, jumps } = createShown();
  player.toggle();
  player.advance(150);
  player.advance(0);
  player.advance(50);
  expect(shown).toEqual(['restart', 0, 100, 200]);
  expect(jumps).toEqual([true, false, false]);
});

it('a pause holds the position', () => {
  const { player, shown } = createShown();
  player.advance(150);
  expect([player.positionMs.value, shown]).toEqual([0, ['restart', 0]]);
});

it('a jump forward applies the skipped moments at once, and a jump back starts from the first moment', () => {
  const { player, shown, jumps } = createShown();
  player.seek(250);
  expect(shown).toEqual(['restart', 0, 100, 200]);
  player.seek(120);
  expect(shown).toEqual(['restart', 0, 100, 200, 'restart', 0, 100]);
  expect(new Set(jumps)).toEqual(new Set([true]));
  expect(isJumping.value).toBe(false);
});

it('a recording ends at its end, and plays again from the start', () => {
  const { player, shown } = createShown();
  player.toggle();
  player.advance(1000);
  expect([player.positionMs.value, player.isPlaying.value]).toEqual([400, false]);
  player.toggle();
  expect([player.positionMs.value, player.isPlaying.value]).toEqual([0, true]);
  expect(shown.slice(-2)).toEqual(['restart', 0]);
});
