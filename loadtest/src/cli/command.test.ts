import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { createProgress, hasColors } from './command.js';

it.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
])('with a terminal %s and %j, colours are %s', (isTTY, env, expected) => {
  expect(hasColors({ isTTY }, env)).toBe(expected);
});

it('a line of progress is cut where it would wrap, on a terminal alone', () => {
  const written: string[] = [];
  const write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  createProgress({ write, isTTY: true, columns: 20 }).show('x'.repeat(30));
  createProgress({ write }).show('x'.repeat(30));
  expect(written).toEqual([`\r\u001b[K${'x'.repeat(19)}`, `${'x'.repeat(30)}\n`]);
});

const module = new URL('../../dist/cli/command.js', import.meta.url).href;

/** A command that stops until its parent disconnects, and then ends with exit code 7. Its clock moves by messages alone. */
const script = `
  import { stopOnSignals } from ${JSON.stringify(module)};
  let now = Date.now();
  Date.now = () => now;
  const stop = new AbortController();
  stopOnSignals(stop);
  const acknowledge = () => process.send('done');
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, acknowledge);
  process.on('message', (ms) => {
    now += ms;
    acknowledge();
  });
  process.once('disconnect', () => process.exit(stop.signal.aborted ? 7 : 0));
  acknowledge();`;

it.each([
  ['one signal', ['SIGINT'], 0, 7],
  ['one that arrives twice', ['SIGINT', 'SIGINT'], 5, 7],
  ['one of each kind at the same time', ['SIGINT', 'SIGTERM'], 5, 7],
  ['a second one later', ['SIGINT', 'SIGINT'], 600, 130],
  ['a second SIGTERM later', ['SIGTERM', 'SIGTERM'], 600, 130],
] as const)('%s: %j, %i ms apart, is exit code %i', async (_what, signals, apartMs, exitCode) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const exit = once(child, 'exit');
  const settled = () => Promise.race([once(child, 'message'), exit]);
  await settled();
  for (const [index, signal] of signals.entries()) {
    if (index > 0) {
      child.send(apartMs);
      await settled();
    }
    child.kill(signal);
    await settled();
  }
  if (child.connected) child.disconnect();
  expect((await exit)[0]).toBe(exitCode);
});
