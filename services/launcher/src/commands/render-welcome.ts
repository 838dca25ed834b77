// The text that `npm start` prints when everything runs: the addresses, and commands to try.
import { relative } from 'node:path';
import { findMode, predictFailureRate } from '@scale-out-lab/core';
import encodeQR from 'qr';
import { authorityFile } from '../cluster/certificate.js';
import type { Cluster } from '../cluster/cluster.js';
import type { InstancePart } from '../cluster/instances.js';
import type { Part } from '../cluster/part.js';
import type { LauncherConfig } from '../config.js';

type Shown = Pick<Part, 'id' | 'port' | 'pid'>;
type Running = Pick<Cluster, 'url' | 'storageUrl' | 'redisUrl' | 'redisPasswordFile' | 'controlTokenFile'> & {
  readonly nginx: Shown;
  readonly instances: readonly (Shown & Pick<InstancePart, 'controlUrl'>)[];
  readonly providers: readonly Shown[];
  readonly redis: Shown & { readonly nodes: readonly Shown[] };
};

interface WelcomeSettings extends Pick<LauncherConfig, 'storagePort' | 'authMode' | 'tlsFolder'> {
  readonly labPort: number;
  /** How other devices open the page, and the host's key; undefined if only this machine reaches it. */
  readonly network: { readonly urls: readonly string[]; readonly hostKey: string } | undefined;
  readonly isColored: boolean;
  /** Lists every process too, and more commands. */
  readonly isVerbose: boolean;
}

const logIn = `-H 'content-type: application/json' -d '{"username":"vu-0001","password":"demo"}'`;

export function renderWelcome(cluster: Running, settings: WelcomeSettings): string {
  const { url, nginx } = cluster;
  const commands = [
    [loadtestCommand(cluster, settings), 'measures all modes (second terminal)'],
    [
      `${renderTls(settings)}${renderPorts(nginx.port, settings.storagePort)}npm start -- --verbose`,
      'lists processes and commands',
    ],
    ['Ctrl-C', 'stops everything'],
  ] as const;
  const width = Math.max(...commands.map(([command]) => command.length));
  return `
Open ${url} in a browser: a live map of these processes.
${renderAuthority(settings)}${renderNetwork(url, settings)}
${commands.map(([command, effect]) => `  ${command.padEnd(width)}  ${effect}\n`).join('')}${
  settings.isVerbose ? renderMore(cluster, settings) : ''
}
`;
}

/** A path as one word of a shell's command line. */
function toWord(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** Every process, and commands to try without the page. */
function renderMore(cluster: Running, settings: WelcomeSettings): string {
  const { url, storageUrl, redisUrl, nginx, instances, providers, redis } = cluster;
  const [controlTokenFile, redisPasswordFile] = [cluster.controlTokenFile, cluster.redisPasswordFile].map(
    toWord,
  );
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
    ...redis.nodes.map(({ id, pid, port }) => ({ id, pid, address: `redis://127.0.0.1:${port}` })),
  ].map(({ id, pid, address }) => `  ${id.padEnd(12)}pid ${String(pid).padEnd(9)}${address}\n`);
  return `
${processes.join('')}  ${'lab'.padEnd(12)}${'this process'.padEnd(13)}http://127.0.0.1:${settings.labPort}

Where a browser can keep a credential, and how an injected script steals it:
  ${storageUrl}/storage/

Without a browser: repeat this, and see which instance answers.
${renderCurlTrust(settings)}  curl ${api}/instance

A session in the memory of one instance: log in, then send ${tries.length} requests.
${countLost(instances.length, tries.length)} of the ${tries.length} get a 401.
  curl -s -c cookies.txt ${logIn} ${api}/session-memory/login; echo
  for i in ${tries.join(' ')}; do curl -s -b cookies.txt ${api}/session-memory/me; echo; done

${api}/login and /me are ${settings.authMode}. To start them in another mode:
  ${renderTls(settings)}${renderPorts(nginx.port, settings.storagePort)}AUTH_MODE=jwt-shared-key npm start

The OpenID provider signs users in for apps on this machine (client ID: local-app).
  curl ${url}/provider/.well-known/openid-configuration

Crash an instance or Redis, and see on the page which users it logs out. It restarts automatically.
  kill -9 ${instances[0]?.pid}
  kill -9 ${redis.pid}

List the keys in Redis:
  REDISCLI_AUTH=$(cat ${redisPasswordFile}) redis-cli -p ${redis.port} info keyspace

Inject a fault under load: --experiment names it (npm run loadtest -- --help).
  export CONTROL_TOKEN_FILE=${controlTokenFile} REDIS_PASSWORD_FILE=${redisPasswordFile}
  ${loadtestCommand(cluster, settings, `--control ${controlUrls}`, `--redis ${redisUrl}`, '--experiment crash')}
`;
}

/** Without --url the load test measures the lab at 127.0.0.1. */
function loadtestCommand(
  { url, nginx }: Running,
  settings: WelcomeSettings,
  ...options: readonly string[]
): string {
  const target = new URL(url).hostname === '127.0.0.1' ? [] : [`--url ${url}`];
  const { tlsFolder } = settings;
  // The load test finds the usual folder by itself.
  const folder = tlsFolder === undefined ? '.tls' : relative('', tlsFolder);
  const trusted = folder === '.tls' ? [] : [`--ca ${toWord(authorityFile(folder))}`];
  const all = [...target, ...trusted, ...options];
  return [
    `${renderTls(settings)}${renderPort(nginx.port)}npm run loadtest`,
    ...(all.length > 0 ? ['--', ...all] : []),
  ].join(' ');
}

const renderTls = ({ tlsFolder }: WelcomeSettings) => (tlsFolder === undefined ? '' : 'LAB_TLS=on ');

const renderCurlTrust = ({ tlsFolder }: WelcomeSettings) =>
  tlsFolder === undefined ? '' : `  export CURL_CA_BUNDLE=${toWord(authorityFile(tlsFolder))}\n`;

/** A browser warns of the certificate until it trusts the authority. */
function renderAuthority({ tlsFolder }: WelcomeSettings): string {
  if (tlsFolder === undefined) return '';
  return `The browser must trust this certificate authority (docs/tls.md):\n  ${authorityFile(tlsFolder)}\n`;
}

/** The addresses for other devices, the first as a QR code, and the link that only the host has. */
function renderNetwork(url: string, { network, isColored }: WelcomeSettings): string {
  if (!network) return '';
  const { urls, hostKey } = network;
  const [first] = urls;
  return `
The host's link, for the projector alone: its page can inject faults and start experiments.
  ${first ?? url}/#host=${hostKey}

Other devices in this network open ${urls.join(' or ') || 'no address yet: this machine has none'}.
${first === undefined ? '' : renderQr(first, isColored)}`;
}

/** Two modules a character. Where colours are off, it is drawn for a dark terminal. */
function renderQr(url: string, isColored: boolean): string {
  const lines = encodeQR(url, 'ascii', { border: 2 }).trimEnd().split('\n');
  const paint = (line: string) => (isColored ? `\u001b[97;40m${line}\u001b[0m` : line);
  return lines.map((line) => `  ${paint(line)}\n`).join('');
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
