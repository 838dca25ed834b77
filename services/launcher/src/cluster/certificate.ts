// nginx's certificate: made or checked by nginx/certificate.sh, in a folder that outlives the cluster.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { missingError } from '@scale-out-lab/core';
import { trustAuthority } from '@scale-out-lab/loadtest';
import type { LauncherConfig } from '../config.js';

const script = fileURLToPath(new URL('../../../../nginx/certificate.sh', import.meta.url));
const ownNames = ['localhost', '127.0.0.1', '::1'];

/** The file of the authority that signs nginx's certificate, which browsers and programs must trust. */
export const authorityFile = (tlsFolder: string): string => join(tlsFolder, 'ca.pem');

/**
 * Prepares the certificate for every name of the lab. From then on this process trusts its authority.
 * @throws ExitError (3) if the files in the folder cannot be used
 */
export async function prepareCertificate(
  config: Pick<LauncherConfig, 'tlsFolder' | 'labHosts' | 'forwardedEnv'>,
): Promise<void> {
  const { tlsFolder, labHosts, forwardedEnv } = config;
  if (tlsFolder === undefined) return;
  const hosts = labHosts.map((host) => host.replace(/^\[(.*)\]$/, '$1'));
  const names = [...new Set([...ownNames, ...hosts])];
  const child = spawn('sh', [script, tlsFolder, ...names], {
    env: forwardedEnv,
    // Ctrl-C ends the launcher once the files are complete.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [output, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  if (exitCode !== 0) throw missingError(output.trim() || `${script} failed.`);
  trustAuthority(await readFile(authorityFile(tlsFolder), 'utf8'));
}
