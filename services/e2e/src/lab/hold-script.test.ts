// services/deploy/redis/hold.sh around a real Redis, as in its container.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { constants, hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { until } from '@scale-out-lab/launcher/testing/until';
import { expect, it, onTestFinished } from 'vitest';

const script = fileURLToPath(new URL('../../../deploy/redis/hold.sh', import.meta.url));

/** Redis on its own socket, with a file next to it as its hold. */
/** Whether its trap is set, by the mask of the signals that it catches (proc(5)). True where the system has no /proc. */
function catchesSigterm(pid: number): boolean {
  if (!existsSync('/proc')) return true;
  const [, mask = ''] = /^SigCgt:\s*(\w+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return (Number.parseInt(mask.slice(-8), 16) & (1 << (constants.signals.SIGTERM - 1))) !== 0;
}

function prepare(suffix = '') {
  const folder = mkdtempSync(join(tmpdir(), 'hold-script-'));
  const [file, socket] = [join(folder, `${hostname()}${suffix}`), join(folder, 'redis.sock')];
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  function run() {
    const redis = ['redis-server', '--port', '0', '--unixsocket', socket, '--dir', folder, '--save', ''];
    const child = spawn('sh', [script, folder, ...redis], { stdio: 'ignore', detached: true });
    onTestFinished(() => {
      try {
        process.kill(-(child.pid as number), 'SIGKILL');
      } catch {
        // It has ended.
      }
    });
    return { child, exit: once(child, 'exit') };
  }
  return {
    run,
    hold: (word: 'crash' | 'stall') => writeFileSync(file, `${word}\n`),
    release: () => rmSync(file),
    send(command: string) {
      const client = connect(socket, () => client.write(`${command}\r\n`));
      client.on('error', () => {});
    },
    /** Whether it answers a PING within 300 ms. */
    answers: () =>
      new Promise<boolean>((resolve) => {
        const client = connect(socket, () => client.write('PING\r\n'));
        client.setTimeout(300, () => client.destroy());
        client.on('error', () => {}).once('data', () => client.destroy(new Error('answered')));
        client.once('close', () => resolve(client.bytesRead > 0));
      }),
  };
}

it('Redis stalls, and answers again when it is released', async () => {
  const redis = prepare();
  redis.run();
  await until(redis.answers);
  redis.hold('stall');
  await until(async () => !(await redis.answers()));
  await sleep(500);
  expect(await redis.answers()).toBe(false);
  redis.release();
  await until(redis.answers);
});

it.each([
  ['its host', ''],
  ['the first of several', '-1'],
])(
  'Redis crashes, and stays down until it is released, by a file with the name of %s',
  async (_name, suffix) => {
    const redis = prepare(suffix);
    const { child } = redis.run();
    await until(redis.answers);
    redis.hold('crash');
    await until(async () => !(await redis.answers()));
    await sleep(800);
    expect([await redis.answers(), child.exitCode]).toEqual([false, null]);
    redis.release();
    await until(redis.answers);
  },
);

it('a Redis that is held down in advance does not start', async () => {
  const redis = prepare();
  redis.hold('crash');
  redis.run();
  await sleep(800);
  expect(await redis.answers()).toBe(false);
  redis.release();
  await until(redis.answers);
});

it('a Redis that ends by itself ends the script, so that Docker restarts both', async () => {
  const redis = prepare();
  const { exit } = redis.run();
  await until(redis.answers);
  redis.send('SHUTDOWN NOSAVE');
  expect(await exit).toEqual([0, null]);
});

it.each([
  ['runs', undefined],
  ['is stalled', 'stall'],
  ['waits for its release', 'crash'],
] as const)('a Redis that %s ends on SIGTERM', async (_what, how) => {
  const redis = prepare();
  if (how === 'crash') redis.hold(how);
  const { child, exit } = redis.run();
  if (how !== 'crash') await until(redis.answers);
  if (how === 'stall') {
    redis.hold(how);
    await until(async () => !(await redis.answers()));
  }
  await until(() => catchesSigterm(child.pid as number));
  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
  expect(await redis.answers()).toBe(false);
});
