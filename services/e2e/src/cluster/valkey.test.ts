// Valkey in place of Redis, in each topology: every mode that keeps state there logs users in and out.
import { execFileSync } from 'node:child_process';
import { findMode, passwordModeNames, redisTopologies } from '@scale-out-lab/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';

const program = 'valkey-server';

function isInstalled(): boolean {
  try {
    return /valkey/i.test(execFileSync(program, ['-v'], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}

const modes = passwordModeNames.filter((name) => findMode(name)?.state === 'redis');

// Debian has the package from version 13 on, and in the backports of version 12. The server runs for the test alone.
describe.skipIf(!isInstalled())('with a real Valkey (apt-get install valkey-server)', () => {
  it.each(redisTopologies)('REDIS_TOPOLOGY=%s logs users in and out', async (topology) => {
    const settings = { REDIS_SERVER: program, REDIS_TOPOLOGY: topology, INSTANCES: '1' };
    const cluster = await startClusterForTest(settings);
    onTestFinished(() => cluster.stop());
    expect(Object.keys(cluster.versions)).toContain('valkey');
    for (const mode of modes) {
      const post = (path: string, headers: Record<string, string>, body?: object) =>
        fetch(`${cluster.url}/api/${mode}/${path}`, {
          method: 'POST',
          headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
          ...(body && { body: JSON.stringify(body) }),
        });
      const answer = await post('login', {}, { username: 'alice', password: 'demo' });
      expect(answer.status, mode).toBe(200);
      const { access_token: token } = (await answer.json()) as { access_token?: string };
      const cookie = answer.headers
        .getSetCookie()
        .map((each) => each.split(';', 1)[0])
        .join('; ');
      const credential = token ? { authorization: `Bearer ${token}` } : { cookie };
      const sessions = () => fetch(`${cluster.url}/api/${mode}/sessions`, { headers: credential });
      expect((await sessions()).status, mode).toBe(200);
      expect((await post('logout', credential)).status, mode).toBe(200);
      if (!findMode(mode)?.refresh) expect((await sessions()).status, mode).toBe(401);
    }
  });
});
