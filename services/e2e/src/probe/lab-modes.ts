// The lab's own modes as an unknown application: a second nginx hides the headers that name an instance.
import type { Mode } from '@scale-out-lab/core';
import type { ProbeReport } from '@scale-out-lab/core/wire';
import { startOnFreePort } from '@scale-out-lab/launcher/process/port';
import { parseProbe, runProbe } from '@scale-out-lab/loadtest';
import { startNginx } from './balancers.js';
import type { Instance } from './foreign/instance.js';

/** @param labPort of the lab's nginx */
export const hideNames = (labPort: number): Promise<Instance> =>
  startOnFreePort((port) => startNginx('', [labPort], port, { hidden: ['X-Instance-Id', 'X-Retried'] }));

export function probeMode(
  { name, credential }: Mode,
  port: number,
  more: readonly string[] = [],
): Promise<ProbeReport> {
  const args = [
    `http://127.0.0.1:${port}/api/${name}`,
    ...['--login', 'POST /login {"username":"vu-0001","password":"demo"}'],
    ...(credential === 'jwt' ? ['--token-path', 'access_token'] : []),
    ...[
      '--check',
      'GET /me',
      '--expect-json',
      'username=vu-0001',
      '--log-out',
      'POST /logout',
      '--rate',
      '2000',
    ],
    ...more,
  ];
  return runProbe(parseProbe(args, {}), { signal: new AbortController().signal, show: () => {} });
}
