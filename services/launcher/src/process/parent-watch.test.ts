import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../testing/until.js';

const parentWatch = new URL('../../dist/process/parent-watch.js', import.meta.url).href;
const script = `
  import { onParentExit } from ${JSON.stringify(parentWatch)};
  await onParentExit(() => process.exit());
  console.log(process.pid);
  setTimeout(() => console.log('not noticed'), 20_000);`;

it.each([
  ['directly', 'exec "$0" --input-type=module -e "$1"'],
  ['by a shell', '"$0" --input-type=module -e "$1"; exit'],
])('ends when what runs it %s is killed', { timeout: 20_000 }, async (_how, command) => {
  const runner = `
    const { spawn } = require('node:child_process');
    spawn('sh', ['-c', ...process.argv.slice(1)], { stdio: 'inherit' });`;
  const npm = spawn(process.execPath, ['-e', runner, command, process.execPath, script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    npm.kill('SIGKILL');
  });
  const lines: string[] = [];
  const output = createInterface({ input: npm.stdout }).on('line', (line) => lines.push(line));
  let isOver = false;
  output.once('close', () => {
    isOver = true;
  });
  await until(() => lines.length === 1);
  npm.kill('SIGKILL');
  await until(() => isOver); // the last holder of the pipe has ended
  expect(lines).toHaveLength(1);
});
