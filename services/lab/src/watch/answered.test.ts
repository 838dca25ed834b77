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
  expect(await ask()).toBe('late');
  expect(await ask()).toBe('late');
  expect(asked).toBe(1);
  answer('late');
  await new Promise((resolve) => setImmediate(resolve));
  const second = ask();
  await new Promise((resolve) => setImmediate(resolve));
  answer('in time');
  expect(await second).toEqual({ answer: 'in time' });
});

it('tells an error from a late answer', async () => {
  const ask = askAtMostOnce(() => Promise.reject(new Error('gone')), 1000);
  expect(await ask()).toBe('failed');
  expect(await ask()).toBe('failed');
});
