// Programs in place of Redis that cannot start, each a script.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseLauncherConfig } from '../../config.js';
import { isAlive, until } from '../../testing/until.js';
import { startCluster } from '../cluster.js';

/** A program with a version that is new enough, which then notes its process and does this. */
function makeProgram(does: string) {
  const folder = mkdtempSync(join(tmpdir(), 'redis-node-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'some-server');
  const pids = join(folder, 'pids');
  const version = `[ "$1" = -v ] && { echo 'Server v=7.2.0'; exit; }`;
  writeFileSync(path, `#!/bin/sh\n${version}\necho $$ >>${pids}\n${does}\n`, { mode: 0o755 });
  return { path, pids: () => readFileSync(pids, 'utf8').trim().split('\n').map(Number) };
}

it.each(['single', 'sentinel', 'cluster'])(
  'REDIS_TOPOLOGY=%s: a server that ends at its start is a sentence with the reason, and nothing is left running',
  async (topology) => {
    const reason = 'Out Of Memory allocating 16 bytes!';
    const program = makeProgram(`echo '${reason}' >&2; exit 1`);
    const settings = { PATH: process.env.PATH, REDIS_SERVER: program.path, REDIS_TOPOLOGY: topology };
    const failure = await startCluster({ ...parseLauncherConfig(settings), port: 0 }).catch((error) => error);
    expect(failure).toMatchObject({ exitCode: 3 });
    expect(failure.message).toMatch(
      /^redis(-\d)? cannot start \(Out Of Memory allocating 16 bytes!\); run \S+ by itself, or set REDIS_SERVER to one that starts here\.$/,
    );
    await until(() => !program.pids().some(isAlive));
  },
);
