// The temporary folder of a cluster. Whoever makes it gives it to a guardian, which removes it.
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'scale-out-lab-'));
  // Started by root, nginx's workers are another user, who must get through to what nginx keeps in here.
  await chmod(folder, 0o711);
  return folder;
}
