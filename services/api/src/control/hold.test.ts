// An instance that the control room holds, as a real process: before it listens, and while it runs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { controlToken } from '../testing/build-test-app.js';
import { useTestRedis } from '../testing/redis-server.js';
import { portsOf, startProcess } from '../testing/start-process.js';

const redis = useTestRedis();

function start(how?: 'crash') {
  const folder = mkdtempSync(join(tmpdir(), 'holds-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'api-1');
  const hold = (word: string) => writeFileSync(file, `${word}\n`);
  if (how) hold(how);
  const env = { CONTROL_PORT: '0', CONTROL_TOKEN: controlToken, HOLDS_DIR: folder };
  return { ...startProcess(redis, env), hold, release: () => rmSync(file) };
}

it('an instance that is held does not listen until it is released', async () => {
  const instance = start('crash');
  const ports = portsOf(instance);
  expect(await Promise.race([ports, sleep(1500, 'waits')])).toBe('waits');
  instance.release();
  const { port } = await ports;
  expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200);
});

it('an instance that waits for its release ends on SIGTERM', async () => {
  const instance = start('crash');
  await sleep(1000);
  instance.child.kill('SIGTERM');
  expect(await instance.exit).toBe('SIGTERM');
});

it('an instance that is stalled answers nothing until it is released', async () => {
  const instance = start();
  const { port, controlPort } = await portsOf(instance);
  instance.hold('stall');
  const authorization = `Bearer ${controlToken}`;
  const stalled = await fetch(`http://127.0.0.1:${controlPort}/control/hold`, {
    method: 'POST',
    headers: { authorization },
  });
  expect([stalled.status, await stalled.json()]).toEqual([202, { fault: 'hold' }]);
  const answer = fetch(`http://127.0.0.1:${port}/livez`).then(({ status }) => status);
  expect(await Promise.race([answer, sleep(1000, 'silence')])).toBe('silence');
  instance.release();
  expect(await answer).toBe(200);
});
