import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';

import { isAlive, until } from '../testing/until.js';
import { type ChildContext, startChild, waitUntilReady } from './child.js';
import { startGuardian } from './guardian.js';
import { supervise } from './supervise.js';

async function buildContext() {
  const folder = await mkdtemp(join(tmpdir(), 'supervise-'));
  const guardian = startGuardian(folder);
  const stopping = new AbortController();
  const events: string[] = [];
  onTestFinished(async () => {
    stopping.abort();
    await guardian.end();
  });
  const say = (text: string) => events.push(text);
  return { folder, guardian, stopping, signal: stopping.signal, events, say, onLine: () => {}, graceMs: 300 };
}

type Context = Awaited<ReturnType<typeof buildContext>>;

const run = (script: string, context: ChildContext & Pick<Context, 'folder'>) =>
  startChild(
    {
      name: 'part',
      command: 'sh',
      args: ['-c', script],
      env: { PATH: process.env.PATH },
      cwd: context.folder,
    },
    context,
  );

it('restarts a program that was killed, and logs it', async () => {
  const context = await buildContext();
  const part = await supervise(() => run('exec sleep 60', context), context);
  const { pid } = part.current;
  process.kill(pid, 'SIGKILL');
  await until(() => part.current.pid !== pid);
  expect(context.events).toEqual([
    'part ended (SIGKILL); starting it again',
    `part is back (pid ${part.current.pid})`,
  ]);
});

it('escapes control characters in a line and in the last words', async () => {
  const context = await buildContext();
  const lines: string[] = [];
  const child = await run("printf 'a\\033[31mb\\n' >&2; exec sleep 60", {
    ...context,
    onLine: (_name, line) => lines.push(line),
  });
  await until(() => lines.length > 0);
  expect([lines, child.lastLines()]).toEqual([['a\\u{1b}[31mb'], 'a\\u{1b}[31mb']);
});

it('kills the children of a program that was killed', async () => {
  const context = await buildContext();
  const child = await run('sleep 60 & echo $! >worker; wait', context);
  const read = async () => Number(await readFile(join(context.folder, 'worker'), 'utf8'));
  await until(async () => (await read()) > 0);
  process.kill(child.pid, 'SIGKILL');
  await until(async () => !isAlive(await read()));
});

it('does not restart a program that it stopped', async () => {
  const context = await buildContext();
  const part = await supervise(() => run('exec sleep 60', context), context);
  const { pid } = part.current;
  context.stopping.abort();
  await part.stop();
  expect(isAlive(pid)).toBe(false);
  expect(context.events).toEqual([]);
});

it('does not restart a program that is held, until it is released', async () => {
  const context = await buildContext();
  const part = await supervise(() => run('exec sleep 60', context), context);
  const { pid } = part.current;
  part.hold();
  await until(() => context.events.length === 1);
  await sleep(700);
  expect(part.current.pid).toBe(pid);
  part.release();
  await until(() => part.current.pid !== pid);
  expect(context.events).toEqual([
    'part ended (SIGKILL); it stays down until it is started',
    `part is back (pid ${part.current.pid})`,
  ]);
});

it('starts a program that is held and released without the pause that follows a crash', async () => {
  const context = { ...(await buildContext()), firstPauseMs: 3_600_000 };
  const part = await supervise(() => run('exec sleep 60', context), context);
  for (let round = 0; round < 3; round++) {
    const { pid } = part.current;
    part.hold();
    part.release();
    await until(() => part.current.pid !== pid);
  }
  expect(context.events.filter((event) => event.startsWith('part ended'))).toEqual(
    Array(3).fill('part ended (SIGKILL); starting it again'),
  );
});

it('refuses to stall a program that has ended and is not started again yet', async () => {
  const context = { ...(await buildContext()), firstPauseMs: 3_600_000 };
  const part = await supervise(() => run('exec sleep 60', context), context);
  process.kill(part.current.pid, 'SIGKILL');
  await until(() => context.events.length === 1);
  expect(part.stall).toThrow('part is not running now; stall it once it has started again.');
});

it.each(['hold', 'stall'] as const)('leaves nothing behind when everything stops after %s', async (how) => {
  const context = await buildContext();
  const part = await supervise(() => run('exec sleep 60', context), context);
  const { pid } = part.current;
  part[how]();
  await sleep(100);
  context.stopping.abort();
  await part.stop();
  expect(isAlive(pid)).toBe(false);
});

it('lets a stalled program end by itself when everything stops', async () => {
  const context = await buildContext();
  const script = 'trap "echo tidied; exit" TERM; echo ready; while :; do sleep 0.1; done';
  const part = await supervise(() => run(script, context), { ...context, graceMs: 5000 });
  await until(() => part.current.lastLines() === 'ready');
  part.stall();
  await part.stop();
  expect(part.current.lastLines()).toBe('ready\ntidied');
});

it('kills a program that ignores SIGTERM', async () => {
  const context = await buildContext();
  const child = await run('trap "" TERM; echo ready; while :; do sleep 1; done', context);
  await until(() => child.lastLines() === 'ready');
  await child.stop(100);
  expect(await child.exited).toEqual({ code: null, how: 'SIGKILL' });
});

it('shows the last words of a program that ends before it is ready, and passes its exit code on', async () => {
  const context = await buildContext();
  const child = await run('echo "TTL is wrong" >&2; exit 2', context);
  await expect(waitUntilReady(child, async () => false)).rejects.toMatchObject({
    message: 'part ended at its start (exit code 2):\nTTL is wrong',
    exitCode: 2,
  });
});

it('ends a program that never becomes ready, with a sentence that names the fix', async () => {
  const context = await buildContext();
  const child = await run('exec sleep 60', context);
  await expect(waitUntilReady(child, async () => false, 200)).rejects.toMatchObject({
    message:
      'part does not answer after 0.2 s; start again when this machine is less busy, or run sh by itself to see what it lacks.',
    exitCode: 3,
  });
  expect(isAlive(child.pid)).toBe(false);
});

it('does not wait for a program that is restarting when everything stops', async () => {
  const context = await buildContext();
  let starts = 0;
  const start = async () => {
    const child = await run('exec sleep 60', context);
    if (starts++ > 0) await waitUntilReady(child, async () => false);
    return child;
  };
  const part = await supervise(start, context);
  process.kill(part.current.pid, 'SIGKILL');
  await until(() => starts === 2);
  context.stopping.abort();
  await part.stop();
  await context.guardian.end();
  expect(context.events).toEqual(['part ended (SIGKILL); starting it again']);
});
