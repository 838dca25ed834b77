// The output of a command when a signal stops it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';

const runCommand = new URL('../../dist/process/run-command.js', import.meta.url).href;

it.each([
  ['waits', 'await sleep(60_000, undefined, { signal })'],
  [
    'sends a request',
    "await sleep(60_000, undefined, { signal }).catch((cause) => { throw new Error('No lab answers', { cause }) })",
  ],
])('Ctrl-C while a command %s ends it with 130 and no message', async (_what, work) => {
  const script = `
    import { setTimeout as sleep } from 'node:timers/promises';
    import { runCommand } from ${JSON.stringify(runCommand)};
    await runCommand(async (signal) => { console.log('runs'); ${work}; return 0; }, {});`;
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: [...stdio] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = text(child.stderr);
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([130, null]);
  expect(await said).toBe('');
});
