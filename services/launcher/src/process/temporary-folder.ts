// The temporary folder of a cluster. A guardian removes it.
import { chmod, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Who may do what in a folder, whatever the umask is. */
export const folderModes = {
  /** Only who made it: data of Redis, public keys, configuration. */
  private: 0o700,
  /** Others may get through to what they know the name of, as nginx's workers must. */
  passage: 0o711,
  /** Others may read all of it. */
  public: 0o755,
} as const;

export async function makeFolderAt(path: string, access: keyof typeof folderModes): Promise<void> {
  await mkdir(path, { recursive: true });
  await chmod(path, folderModes[access]);
}

export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'scale-out-lab-'));
  // Started by root, nginx's workers are another user, who must get through to what nginx keeps in here.
  await chmod(folder, folderModes.passage);
  return folder;
}
