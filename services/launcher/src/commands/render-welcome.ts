// The text that `npm start` prints when everything runs: the addresses, and commands to try.
import { findMode, predictFailureRate } from '@scale-out-lab/core';
import type { Cluster } from '../cluster/cluster.js';
import type { InstancePart } from '../cluster/instances.js';
import type { Part } from '../cluster/part.js';
import type { LauncherConfig } from '../config.js';

type Shown = Pick<Part, 'id' | 'port' | 'pid'>;
type Running = Pick<Cluster, 'url' | 'storageUrl' | 'redisUrl' | 'redisPasswordFile' | 'controlTokenFile'> & {
  readonly nginx: Shown;
  readonly instances: readonly (Shown & Pick<InstancePart, 'controlUrl'>)[];
  readonly providers: readonly Shown[];
  readonly redis: Shown;
};

interface WelcomeSettings extends Pick<LauncherConfig, 'address' | 'storagePort' | 'labHosts' | 'authMode'> {
  readonly labPort: number;
}

const logIn = `-H 'content-type: application/json' -d '{"username":"vu-0001","password":"demo"}'`;

export function renderWelcome(cluster: Running, settings: WelcomeSettings): string {
  const { url, storageUrl, redisUrl, nginx, instances, providers, redis } = cluster;
  const { controlTokenFile, redisPasswordFile } = cluster;
  const controlUrls = instances.map(({ controlUrl }) => controlUrl).join(',');
  const api = `${url}/api`;
  // Two requests for each instance, so that the predicted loss is a whole number of requests.
  const tries = Array.from({ length: 2 * instances.length }, (_, index) => index + 1);
  const processes = [
    { id: nginx.id, pid: nginx.pid, address: url },
    ...[...instances, ...providers].map(({ id, pid, port }) => ({
      ...{ id, pid },
      address: `http://127.0.0.1:${port}`,
    })),
    { id: redis.id, pid: redis.pid, address: redisUrl },
  ].map(({ id, pid, address }) => `  ${id.padEnd(12)}pid ${String(pid).padEnd(9)}${address}\n`);
  const ports = renderPorts(nginx.port, settings.storagePort);
  const loadtest = `${renderPort(nginx.port)}npm run loadtest`;
  // Without --url the load test looks at 127.0.0.1.
  const target = new URL(url).hostname === '127.0.0.1' ? [] : [`--url ${url}`];
  const withOptions = (...options: readonly string[]) =>
    [loadtest, ...(options.length ? ['--', ...options] : [])].join(' ');
  return `
Open ${url} in a browser: a live map of these processes. Send requests, and inject faults.
Press Ctrl-C to stop everything.

Where a browser can keep a credential, and how an injected script steals it:
  ${storageUrl}/storage/
${renderGuests(settings, nginx.port)}
${processes.join('')}  ${'lab'.padEnd(12)}${'this process'.padEnd(13)}http://127.0.0.1:${settings.labPort}

Without a browser: repeat this, and see which instance answers.
  curl ${api}/instance

A session in the memory of one instance: log in, then send ${tries.length} requests.
${countLost(instances.length, tries.length)} of the ${tries.length} get a 401.
  curl -s -c cookies.txt ${logIn} ${api}/session-memory/login; echo
  for i in ${tries.join(' ')}; do curl -s -b cookies.txt ${api}/session-memory/me; echo; done

${api}/login and /me are ${settings.authMode}. To start them in another mode:
  ${ports}AUTH_MODE=jwt-shared-key npm start

The OpenID provider signs users in for apps on this machine (client ID: local-app).
  curl ${url}/provider/.well-known/openid-configuration

Crash an instance or Redis, and see on the page which users it logs out. It restarts automatically.
  kill -9 ${instances[0]?.pid}
  kill -9 ${redis.pid}

List the keys in Redis:
  REDISCLI_AUTH=$(cat ${redisPasswordFile}) redis-cli -p ${redis.port} info keyspace

Measure all modes, from another terminal:
  ${withOptions(...target)}

Inject a fault under load: --experiment names it (npm run loadtest -- --help).
  export CONTROL_TOKEN_FILE=${controlTokenFile} REDIS_PASSWORD_FILE=${redisPasswordFile}
  ${withOptions(...target, `--control ${controlUrls}`, `--redis ${redisUrl}`, '--experiment crash')}

`;
}

/** The addresses for other devices, and the risk. */
function renderGuests({ address, labHosts, storagePort }: WelcomeSettings, port: number): string {
  if (address === '127.0.0.1' || address === '::1') return '';
  const urls = labHosts.map((host) => `http://${host}:${port}`).join(' or ');
  const opening = urls
    ? `Other devices open the page at ${urls}.`
    : 'Other devices cannot open the page yet. Restart with LAB_HOSTS set to the name or address that they use.';
  return `
${opening}
The storage page is at port ${storagePort} of the same names.
Anyone who can open the page can inject faults.
`;
}

function countLost(instances: number, requestsPerUser: number): number {
  const mode = findMode('session-memory');
  const rate = mode ? predictFailureRate(mode, 'pinned', { instances, requestsPerUser }) : 0;
  return Math.round(rate * requestsPerUser);
}

/** The settings with which the next start has the same ports, as far as they are not the usual ones. */
function renderPorts(port: number, storagePort: number): string {
  return renderPort(port) + (storagePort === port + 1 ? '' : `STORAGE_PORT=${storagePort} `);
}

function renderPort(port: number): string {
  return port === 8080 ? '' : `LAB_PORT=${port} `;
}
