// Valkey in place of Redis, in each topology: every mode that keeps state there logs users in and out.
import { execFileSync } from 'node:child_process';
import { findMode, passwordModeNames, redisTopologies } from '@scale-out-lab/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';
import { createVisitor } from '../support/visitor.js';

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
      const headers = await createVisitor(cluster.nginx.port).logIn(mode);
      const sessions = () => fetch(`${cluster.url}/api/${mode}/sessions`, { headers });
      expect((await sessions()).status, mode).toBe(200);
      const logOut = await fetch(`${cluster.url}/api/${mode}/logout`, { method: 'POST', headers });
      expect(logOut.status, mode).toBe(200);
      if (!findMode(mode)?.refresh) expect((await sessions()).status, mode).toBe(401);
    }
  });
});
