import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findRedisVersion, productOf } from './version.js';

function programOfVersion(version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'redis-version-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'valkey-server');
  writeFileSync(path, `#!/bin/sh\necho 'Server v=${version} sha=00000000:0'\n`, { mode: 0o755 });
  return path;
}

it('a program that is too old for the topology is named, with the remedy', async () => {
  const redisServer = programOfVersion('6.2.7');
  const config = { redisServer, forwardedEnv: process.env };
  expect(await findRedisVersion({ ...config, redisTopology: 'single' })).toBe('6.2.7');
  await expect(findRedisVersion({ ...config, redisTopology: 'cluster' })).rejects.toMatchObject({
    exitCode: 3,
    message: `${redisServer} is 6.2.7, which is too old for REDIS_TOPOLOGY=cluster; install 7.0.0 or later, or set REDIS_SERVER to the path of one.`,
  });
});

it('a program that is not there is named', async () => {
  const config = {
    redisServer: 'no-such-server',
    redisTopology: 'single',
    forwardedEnv: process.env,
  } as const;
  await expect(findRedisVersion(config)).rejects.toMatchObject({
    exitCode: 3,
    message:
      'no-such-server: not found; install it, or set REDIS_SERVER to the path of a server with the commands of Redis.',
  });
});

it('the product in a report is that of the program', () => {
  expect(['redis-server', '/opt/bin/valkey-server'].map(productOf)).toEqual(['redis', 'valkey']);
});
