import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { requireManager } from './docker.js';

/** Makes this script the program `docker`, until the end of the test. */
function installDocker(script: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'docker-'));
  vi.stubEnv('PATH', [folder, process.env.PATH].join(delimiter));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, 'docker');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

it.each([
  ['kill -INT $$', 130],
  ['exit 130', 130],
  ['exit 1', 3],
])('"%s" in place of docker is exit code %i', async (script, exitCode) => {
  installDocker(script);
  await expect(requireManager()).rejects.toMatchObject({ exitCode });
});
