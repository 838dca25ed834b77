// A PHP application with its usual sessions, which are files: of each machine, or in a folder that all machines share.
import { spawnSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOnFreePort } from '@scale-out-lab/launcher/process/port';
import { type App, startProcess } from './instance.js';

/** PHP is a package of Debian and no part of the lab. */
export const hasPhp = spawnSync('php', ['-v']).status === 0;

const source = `<?php
session_start();
if ($_SERVER['REQUEST_METHOD'] === 'POST') {
  session_regenerate_id(true);
  $_SESSION['user'] = $_POST['user'];
  echo 'Welcome';
} elseif (isset($_SESSION['user'])) {
  echo 'Hello ' . $_SESSION['user'];
} else {
  http_response_code(401);
  echo 'Log in.';
}
`;

export function php(files: 'own' | 'shared'): App {
  let firstFolder: string | undefined;
  return {
    start: () =>
      startOnFreePort(async (port) => {
        const folder = await mkdtemp(join(tmpdir(), 'probe-php-'));
        firstFolder ??= folder;
        const script = join(folder, 'index.php');
        await writeFile(script, source);
        const path = files === 'own' ? folder : firstFolder;
        const args = ['-d', `session.save_path=${path}`, '-S', `127.0.0.1:${port}`, script];
        return startProcess('php', args, folder, port);
      }),
  };
}
