// The pages that nginx serves, copied to where it may read them: its workers are another user than the one who owns the
// checkout, which may lie in a folder that is nobody else's.
import { chmod, copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFolderAt } from '../process/temporary-folder.js';

/** Folders of static files, each served under its own name. */
const pages = ['storage'];
const dashboard = fileURLToPath(new URL('../../../dashboard/', import.meta.url));

/** Copies them to `<folder>/pages`, for everybody to read whatever the umask is. */
export async function copyPages(folder: string): Promise<void> {
  for (const page of pages) {
    const target = join(folder, 'pages', page);
    for (const path of [join(folder, 'pages'), target]) await makeFolderAt(path, 'public');
    for (const name of await readdir(join(dashboard, page))) {
      await copyFile(join(dashboard, page, name), join(target, name));
      await chmod(join(target, name), 0o644);
    }
  }
}
