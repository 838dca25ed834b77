import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type LabServer, startLabServer } from '../testing/lab-server.js';

const cli = fileURLToPath(new URL('../../dist/cli/cli.js', import.meta.url));
let folder: string;
let server: LabServer;
let child: ChildProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loadtest-'));
  server = await startLabServer();
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await server.close();
  await rm(folder, { recursive: true });
});

/** Runs the command in an empty folder. */
function start(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const started = spawn(process.execPath, [cli, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  const stderr = text(started.stderr);
  const exit = once(started, 'exit').then(([code]) => code as number | null);
  return { started, stderr, exit };
}

async function run(args: readonly string[], env?: NodeJS.ProcessEnv) {
  const { started, stderr, exit } = start(args, env);
  return { stdout: await text(started.stdout), stderr: await stderr, exitCode: await exit };
}

it.each([
  { args: ['--thresold', '1%'], says: 'Did you mean --threshold?)\nRun with --help to see the options.\n' },
  { args: ['--url', 'localhost:8080'], says: '--url is "localhost:8080"; expected' },
])('wrong usage, such as $args, is exit code 2 and one sentence', async ({ args, says }) => {
  const { exitCode, stdout, stderr } = await run(args);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(says);
  expect(await readdir(folder)).toEqual([]);
});

it('a LAB_PORT that is not a port is exit code 2', async () => {
  const { exitCode, stderr } = await run([], { LAB_PORT: 'abc' });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: 'LAB_PORT is "abc"; expected a whole number from 1 to 65535.\n',
  });
});

it('--json prints one JSON document and nothing else on stdout, measured at LAB_PORT', async () => {
  const args = ['jwt-shared-key', '--client', 'pinned', '--repeats', '1', '--json', '--no-reports'];
  const { exitCode, stdout } = await run(args, { LAB_PORT: server.url.port });
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    trials: [{ mode: 'jwt-shared-key', agrees: true }],
  });
  expect(await readdir(folder)).toEqual([]);
});

it('an address without a lab is exit code 3, with a message on how to start one', async () => {
  const { href } = server.url;
  await server.close();
  const { exitCode, stdout, stderr } = await run(['--url', href, '--no-reports']);
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
  expect(stderr).toContain(`Nothing answers at ${href} (ECONNREFUSED). Start the lab with "npm start"`);
});

it.each([
  [['SIGTERM']],
  // The terminal was closed.
  [['SIGHUP']],
  // The terminal and npm both forward one Ctrl-C.
  [['SIGINT', 'SIGINT']],
] as const)('%j stops the run with exit code 130 and a partial report', async (signals) => {
  const { started, stderr, exit } = start(['jwt-shared-key', '--url', server.url.href, '--repeats', '100']);
  await vi.waitUntil(() => server.counts.requests > 2000, { timeout: 30_000 });
  for (const signal of signals) started.kill(signal);
  started.stdout.resume();
  expect(await exit).toBe(130);
  const [name = ''] = await readdir(join(folder, 'reports'));
  expect(await stderr).toContain(
    `Report: reports/${name}/report.html (open it with: npm run report -- reports/${name} --open)\nResume with: --resume reports/${name}\n`,
  );
  const document = JSON.parse(await readFile(join(folder, 'reports', name, 'report.json'), 'utf8'));
  expect(document.interrupted).toBe(true);
  expect(document.trials.length).toBeGreaterThan(0);
});

it.each(['stdout', 'stderr'] as const)(
  'a closed pipe of %s does not make the command fail',
  async (output) => {
    const args = ['jwt-shared-key', '--client', 'pinned', '--repeats', '1'];
    const { started, stderr, exit } = start([...args, '--url', server.url.href]);
    // A pipe that is closed has no text.
    const said = stderr.catch(() => '');
    started[output].destroy();
    started.stdout.resume();
    expect(await exit).toBe(0);
    expect(await said).not.toContain('EPIPE');
    expect(await readdir(join(folder, 'reports'))).toHaveLength(1);
  },
);
