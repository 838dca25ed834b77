// A command as a child process of a test, `npm start` by default, and everything that must be removed when it has ended.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@scale-out-lab/core/testing/free-port';
import { isListening } from '@scale-out-lab/core/testing/is-listening';
import { isAlive, until } from '@scale-out-lab/launcher/testing/until';
import { onTestFinished } from 'vitest';

export interface Launched {
  readonly process: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Its output so far. */
  readonly output: () => { stdout: string; stderr: string };
  /** Process ids of nginx, the instances and Redis, once it reports that it runs. */
  running(): Promise<number[]>;
  /** Its remains. */
  remains(): Promise<readonly string[]>;
}

const front = fileURLToPath(new URL('../../../launcher/run.mjs', import.meta.url));

/**
 * Starts it with INSTANCES=2 and a free STORAGE_PORT, unless further variables override them.
 * @param onEnd gets the clean-up function: for the end of the test, unless a hook starts the process
 */
export async function launch(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = ['start', '--verbose'],
  onEnd: (cleanUp: () => Promise<void>) => void = onTestFinished,
): Promise<Launched> {
  const folder = await mkdtemp(join(tmpdir(), 'launch-'));
  await chmod(folder, 0o711); // for nginx's workers
  const storagePort = String(await freePort());
  const child = spawn(process.execPath, [front, ...args], {
    env: { PATH: process.env.PATH, TMPDIR: folder, INSTANCES: '2', STORAGE_PORT: storagePort, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  onEnd(async () => {
    child.kill('SIGKILL');
    await ended;
    await until(async () => (await readdir(folder)).length === 0).finally(() =>
      rm(folder, { recursive: true, force: true }),
    );
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  }
  const numbers = (pattern: RegExp) =>
    Array.from(texts.stdout.matchAll(pattern), ([, digits]) => Number(digits));
  const pids = () => numbers(/ pid (\d+) /g);
  return {
    process: child,
    ended,
    output: () => texts,
    async running() {
      await until(() => texts.stdout.includes('Ctrl-C')).catch((error) => {
        throw new Error(`The lab did not start. It printed: ${texts.stdout}${texts.stderr}`, {
          cause: error,
        });
      });
      return pids();
    },
    async remains() {
      const ports = numbers(/127\.0\.0\.1:(\d+)(?:\/storage\/)?\n/g);
      const open = await Promise.all(
        ports.map(async (port) => ((await isListening(port)) ? [`port ${port}`] : [])),
      );
      const alive = pids().filter(isAlive);
      return [...alive.map((pid) => `process ${pid}`), ...open.flat(), ...(await readdir(folder))];
    },
  };
}
