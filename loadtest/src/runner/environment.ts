// Where the numbers come from: a figure without its machine and versions cannot be compared with another.
import { readFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';

export interface Environment {
  readonly date: string;
  readonly loadtest: string;
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly cpus: number;
  readonly url: string;
  readonly instances: readonly string[];
  /** What the server side says of itself, or what whoever started it knows: product to version. */
  readonly versions: Readonly<Record<string, string>>;
}

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
