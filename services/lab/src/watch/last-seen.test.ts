import { expect, it } from 'vitest';
import { rememberLastSeen } from './last-seen.js';

it('who is late is as before for a second, and then dead', () => {
  let now = 0;
  const seen = rememberLastSeen<string>(() => now);
  expect(seen('late')).toBeUndefined();
  expect(seen({ answer: 'alive' })).toBe('alive');
  now = 999;
  expect(seen('late')).toBe('alive');
  now = 1000;
  expect(seen('late')).toBeUndefined();
  expect(seen({ answer: 'alive again' })).toBe('alive again');
});

it('who refuses is dead at once, and stays so while late', () => {
  const seen = rememberLastSeen<string>(() => 0);
  seen({ answer: 'alive' });
  expect(seen('failed')).toBeUndefined();
  expect(seen('late')).toBeUndefined();
});
