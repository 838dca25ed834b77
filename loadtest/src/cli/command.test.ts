import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** Runs a command that prints to the file of that number, and then writes "done" to its stderr. */
function runCommand(stdout: number, print: string, exitCode = 0, prepare = ':') {
  const script = `
    import { guardOutputs } from ${JSON.stringify(module)};
    const exitCodeAfter = guardOutputs();
    ${print}
    await new Promise(setImmediate);
    process.stderr.write('done\\n');
    process.exitCode = exitCodeAfter(${exitCode});`;
  const command = [process.execPath, '--input-type=module', '-e', script];
  const args = ['-c', `${prepare}; exec "$@"`, 'sh', ...command];
  const { status, stderr } = spawnSync('sh', args, { stdio: ['ignore', stdout, 'pipe'] });
  return { status, stderr: String(stderr) };
}

const sentence = 'stdout cannot be written (ENOSPC). Free space on its disk, or send it to another file.\n';

it.runIf(existsSync('/dev/full')).each([
  [0, 3],
  [99, 3],
  [130, 130],
])('a full disk under stdout makes of exit code %i exit code %i, after the work', (exitCode, expected) => {
  const full = openSync('/dev/full', 'w');
  const print = "process.stdout.write('1'); process.stdout.write('2');";
  expect(runCommand(full, print, exitCode)).toEqual({ status: expected, stderr: `${sentence}done\n` });
});

it('a file that takes only a part of the text makes the command fail', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = openSync(join(folder, 'output'), 'w');
  // The limit of a file's size, of some blocks, cuts a write short as an almost full disk does.
  const { status, stderr } = runCommand(file, "process.stdout.write('x'.repeat(5000));", 0, 'ulimit -f 1');
  expect({ status, stderr }).toEqual({ status: 3, stderr: `${sentence.replace('ENOSPC', 'EFBIG')}done\n` });
});

it('a file gets each text after the former one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'output');
  runCommand(openSync(path, 'w'), "process.stdout.write('é1'); process.stdout.write('2');");
  expect(readFileSync(path, 'utf8')).toBe('é12');
});
