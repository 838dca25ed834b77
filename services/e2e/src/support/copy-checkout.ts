// A copy of a checkout in which files can be changed: its own sources, and links to the original's packages.
import { copyFile, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { join } from 'node:path';

const leftOut: ReadonlySet<string> = new Set(['.git', 'reports', 'images']);

/** `from` may be inside a checkout. The files in `omitted` are left out, and those that no build or test reads. */
export async function copyCheckout(from: string, to: string, omitted: readonly string[] = []): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (leftOut.has(entry.name) || omitted.includes(entry.name)) continue;
    if (entry.name.startsWith('.setup.lock')) continue; // of a set-up that runs in the original
    if (entry.name === 'node_modules') await linkPackages(source, target);
    else if (entry.isDirectory()) await copyCheckout(source, target, omitted);
    else if (entry.isFile()) await copyFile(source, target);
  }
}

/** A package is a link to the original's. A workspace is one already, and leads to the copy's own. */
async function linkPackages(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    const isCache = entry.name.startsWith('.') && entry.name !== '.bin';
    if (isCache) continue;
    if (entry.name.startsWith('@')) await linkPackages(source, target);
    else await symlink(entry.isSymbolicLink() ? await readlink(source) : source, target);
  }
}
