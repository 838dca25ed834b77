import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';

const module = new URL('../../dist/cli/run-and-report.js', import.meta.url).href;

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
