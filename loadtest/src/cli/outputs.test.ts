import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const module = new URL('../../dist/cli/outputs.js', import.meta.url).href;

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
