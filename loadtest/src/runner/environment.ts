// Describes the machine and the versions of a run: without them its figures cannot be compared with others.
import { readFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import type { Environment } from '@scale-out-lab/core/wire';

export function describeEnvironment(
  url: URL,
  instances: readonly string[],
  versions: Environment['versions'],
): Environment {
  const cores = cpus();
  return {
    date: new Date().toISOString(),
    loadtest: ownVersion(),
    node: process.version,
    platform: `${platform()} ${arch()}`,
    cpu: cores[0]?.model.trim() || 'unknown',
    cpus: cores.length,
    url: url.href,
    instances,
    versions,
  };
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const isVersioned = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isVersioned ? String(manifest.version) : 'unknown';
}
