import { expect, it } from 'vitest';
import { askAtMostOnce } from './answered.js';

it('does not wait for a late answer, and asks nothing more until it is there', async () => {
  let asked = 0;
  let answer = (_text: string) => {};
  const ask = askAtMostOnce(() => {
    asked += 1;
    return new Promise<string>((resolve) => {
      answer = resolve;
    });
  }, 20);
  expect(await ask()).toBeUndefined();
  expect(await ask()).toBeUndefined();
  expect(asked).toBe(1);
  answer('late');
  await new Promise((resolve) => setImmediate(resolve));
  const second = ask();
  await new Promise((resolve) => setImmediate(resolve));
  answer('in time');
  expect(await second).toBe('in time');
});

it('takes an error for no answer', async () => {
  const ask = askAtMostOnce(() => Promise.reject(new Error('gone')), 1000);
  expect(await ask()).toBeUndefined();
  expect(await ask()).toBeUndefined();
});
