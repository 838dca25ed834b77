import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
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

/** A command that takes 1.5 s to stop, and then ends with exit code 7. */
const script = `
  import { stopOnSignals } from ${JSON.stringify(module)};
  const stop = new AbortController();
  stopOnSignals(stop);
  const work = setInterval(() => {}, 1000);
  stop.signal.addEventListener('abort', () => setTimeout(() => process.exit(7), 1500));
  console.log('ready');`;

it.each([
  ['one signal', ['SIGINT'], 0, 7],
  ['one that arrives twice', ['SIGINT', 'SIGINT'], 5, 7],
  ['one of each kind at the same time', ['SIGINT', 'SIGTERM'], 5, 7],
  ['a second one later', ['SIGINT', 'SIGINT'], 600, 130],
  ['a second SIGTERM later', ['SIGTERM', 'SIGTERM'], 600, 130],
] as const)('%s: %j, %i ms apart, is exit code %i', async (_what, signals, apartMs, exitCode) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const exit = once(child, 'exit');
  await once(child.stdout, 'data');
  for (const signal of signals) {
    child.kill(signal);
    await sleep(apartMs);
  }
  expect((await exit)[0]).toBe(exitCode);
});
