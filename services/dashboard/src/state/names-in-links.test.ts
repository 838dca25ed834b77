import { modeNames } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { findName } from './names-in-links.js';

it.each([
  ['session-redis', 'session-redis'],
  ['Session_Redis', 'session-redis'],
  ['session redis', 'session-redis'],
  ['sesion-redis', 'session-redis'],
  ['jwt-shared-keys', 'jwt-shared-key'],
])('the mode %s is %s', (written, mode) => expect(findName(written, modeNames)).toBe(mode));

it.each(['', 'jwt', 'paseto', 'session', 'x'.repeat(100_000)])(
  '%s is near no mode, or near several',
  (written) => {
    expect(findName(written.slice(0, 100), modeNames)).toBeUndefined();
  },
);

it('a name is found by its other names', () => {
  expect(findName('Steal it', ['theft'], { 'steal-it': 'theft' })).toBe('theft');
  expect(findName('constructor', ['theft'], Object.freeze(Object.create(null)))).toBeUndefined();
});
