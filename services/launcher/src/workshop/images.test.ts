import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { saveImages } from './images.js';

/** The program that records how it is called. */
const docker = `#!/bin/sh
echo "$*" >>"$(dirname "$0")/calls"
case "$*" in *config*) echo lab; echo prom/prometheus;; esac
`;

it('downloads and builds the images of each profile, since all of them are saved', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'images-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'docker'), docker, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  const texts = { building: '', saving: () => '', dockerFailed: (command: string) => command };
  const { signal } = new AbortController();
  await saveImages({ root: folder, file: '/images.tar', signal, say: () => {}, texts });
  expect((await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n')).toEqual([
    'compose --profile * pull --ignore-buildable --quiet',
    'compose --profile * build',
    'compose --profile * config --images',
    'save --output /images.tar lab prom/prometheus',
  ]);
});
