import { tmpdir } from 'node:os';
import { expect, it, onTestFinished } from 'vitest';
import { startChild, waitUntilReady } from './child.js';

async function startSleeper() {
  const guardian = { pid: undefined, watch: () => {}, forget: () => {}, end: async () => {} };
  const env = { PATH: process.env.PATH };
  const program = { name: 'part', command: 'sleep', args: ['60'], env, cwd: tmpdir() };
  const child = await startChild(program, { guardian, onLine: () => {} });
  onTestFinished(() => child.stop(0));
  return child;
}

/** Nothing of this process runs meanwhile, as after Ctrl-Z. */
const suspend = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

it('the time in which the launcher was suspended is not that of a late part', async () => {
  let polls = 0;
  const isReady = async () => {
    polls += 1;
    if (polls === 1) suspend(1500);
    return polls === 2;
  };
  await waitUntilReady(await startSleeper(), isReady, 1000);
  expect(polls).toBe(2);
});

it('a part that does not answer in time is ended, and the message names the fix', async () => {
  const child = await startSleeper();
  await expect(waitUntilReady(child, async () => false, 300)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/^part does not answer after 0\.3 s; start again /),
  });
  expect(child.process.signalCode).not.toBeNull();
});
