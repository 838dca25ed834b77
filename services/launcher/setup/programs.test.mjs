// @ts-check
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { findProgram, offered } from './programs.mjs';

/** A search path of one new folder with one program in it. */
async function searchPathWith(/** @type {string} */ program) {
  const folder = await mkdtemp(join(tmpdir(), 'programs-'));
  await writeFile(join(folder, program), '#!/bin/sh\n');
  await chmod(join(folder, program), 0o755);
  vi.stubEnv('PATH', folder);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });
  return folder;
}

it.each(['chromium', 'chromium-browser', 'google-chrome'])('takes %s for Chromium', async (name) => {
  const folder = await searchPathWith(name);
  expect(findProgram('chromium')).toBe(join(folder, name));
});

it("finds Chrome next to Ubuntu's script for the snap, which does not count as Chromium", async () => {
  const folder = await searchPathWith('chromium-browser');
  // The words of Ubuntu's package chromium-browser.
  const script = `#!/bin/sh
if ! [ -x /snap/bin/chromium ]; then
    echo "Command '/usr/bin/chromium-browser' requires the chromium snap to be installed." >&2
    exit 1
fi
exec /snap/bin/chromium "$@"
`;
  await writeFile(join(folder, 'chromium-browser'), script);
  expect(findProgram('chromium')).toBeUndefined();
  await writeFile(join(folder, 'google-chrome'), '#!/bin/sh\n');
  await chmod(join(folder, 'google-chrome'), 0o755);
  expect(findProgram('chromium')).toBe(join(folder, 'google-chrome'));
});

it('takes a program under no other name than its own', async () => {
  const folder = await searchPathWith('nginx');
  expect(findProgram('nginx')).toBe(join(folder, 'nginx'));
  expect(findProgram('redis-server')).toBeUndefined();
});

it('offers an optional program only where Debian has a package of it', async () => {
  const folder = await searchPathWith('apt-cache');
  vi.spyOn(process, 'getuid').mockReturnValue(0);
  onTestFinished(() => void vi.restoreAllMocks());
  await writeFile(join(folder, 'apt-cache'), '#!/bin/sh\n[ "$*" = "show kustomize" ]\n');
  expect(offered(['kustomize', 'unknown'])).toEqual(['kustomize']);
  await writeFile(join(folder, 'kustomize'), '#!/bin/sh\n');
  await chmod(join(folder, 'kustomize'), 0o755);
  expect(offered(['kustomize'])).toEqual([]);
});
