// Balancers in front of an application: nginx by request and by connection, HAProxy with and without affinity, Caddy, and one of
// TCP connections.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from '@scale-out-lab/core/testing/listen';
import { startOnFreePort } from '@scale-out-lab/launcher/process/port';
import type { Certificate } from './certificate.js';
import { type Instance, startProcess } from './foreign/instance.js';

const policies = {
  rotation: '',
  random: 'random;',
  address: 'ip_hash;',
  cookie: 'hash $route consistent;',
} as const;

interface Affinity {
  readonly lines?: readonly string[];
  /** The options after the name and the address of a server. */
  readonly serverOf?: (name: string) => string;
}
const learned = 'res.cook(connect.sid)';
/** HAProxy picks by rotation, and then keeps a user at one server by these rules. */
const affinities = {
  HAProxy: {},
  'HAProxy cookie': {
    lines: ['cookie SERVER insert indirect nocache'],
    serverOf: (name) => `cookie ${name}`,
  },
  'HAProxy table of addresses': { lines: ['stick-table type ip size 1k', 'stick on src'] },
  'HAProxy table of cookies': {
    lines: [
      'stick-table type string len 128 size 1k',
      `stick store-response ${learned} if { ${learned} -m found }`,
      'stick match req.cook(connect.sid)',
    ],
  },
} as const satisfies Record<string, Affinity>;
type HaproxyAffinity = keyof typeof affinities;

export type Balancing =
  | keyof typeof policies
  | HaproxyAffinity
  | 'jvmRoute'
  | 'connection'
  | 'nginx stream'
  | 'Caddy';

const isInstalled = (name: string, flag: string) => spawnSync(name, [flag]).status === 0;
const streamModule = '/usr/lib/nginx/modules/ngx_stream_module.so';
/** HAProxy, Caddy and this module of nginx are packages of Debian and no part of the lab. */
export const hasHaproxy = isInstalled('haproxy', '-v');
export const hasCaddy = isInstalled('caddy', 'version');
export const hasStream = existsSync(streamModule);

export function startBalancer(balancing: Balancing, ports: readonly number[]): Promise<Instance> {
  if (balancing === 'connection') return startConnectionBalancer(ports);
  if (balancing === 'Caddy') return startOnFreePort((port) => startCaddy(ports, port));
  if (balancing === 'nginx stream') return startOnFreePort((port) => startStream(ports, port));
  if (balancing === 'jvmRoute')
    return startOnFreePort((port) => startNginx('', ports, port, { hasRoutes: true }));
  if (isHaproxy(balancing))
    return startOnFreePort((port) => startHaproxy(ports, port, affinities[balancing]));
  return startOnFreePort((port) => startNginx(policies[balancing], ports, port));
}

const isHaproxy = (balancing: Balancing): balancing is HaproxyAffinity => balancing in affinities;

interface NginxOptions {
  /** Headers of the instances that the client does not get. */
  readonly hidden?: readonly string[];
  /** With HTTP/2. */
  readonly tls?: Certificate;
  /** A session of Java servlets stays at the instance that its ID names (jvmRoute): s0, s1, … */
  readonly hasRoutes?: boolean;
}

export async function startNginx(
  policy: string,
  ports: readonly number[],
  port: number,
  { hidden = [], tls, hasRoutes = false }: NginxOptions = {},
): Promise<Instance> {
  const folder = await mkdtemp(join(tmpdir(), 'probe-nginx-'));
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const routes = ports.map((each, number) => `~\\.s${number}$ 127.0.0.1:${each};`);
  const config = `
    http {
      access_log off; ${temp.join(' ')}
      map $cookie_route $route { default $cookie_route; "" $request_id; }
      map $cookie_route $route_cookie { default ""; "" "route=$request_id; Path=/"; }
      map $cookie_JSESSIONID $instance { default app; ${hasRoutes ? routes.join(' ') : ''} }
      upstream app { ${policy} ${serversOf(ports)} }
      server {
        listen 127.0.0.1:${port}${tls ? ' ssl http2' : ''};
        ${tls ? `ssl_certificate ${tls.cert}; ssl_certificate_key ${tls.key};` : ''}
        ${policy.startsWith('hash') ? 'add_header Set-Cookie $route_cookie always;' : ''}
        location / {
          proxy_pass http://$instance; proxy_set_header Host $http_host;
          ${hidden.map((name) => `proxy_hide_header ${name};`).join(' ')}
        }
      }
    }`;
  return runNginx(config, folder, port);
}

/** Each connection reaches one instance, the next one the next. */
async function startStream(ports: readonly number[], port: number): Promise<Instance> {
  const folder = await mkdtemp(join(tmpdir(), 'probe-stream-'));
  const config = `
    load_module ${streamModule};
    stream {
      upstream app { ${serversOf(ports)} }
      server { listen 127.0.0.1:${port}; proxy_pass app; }
    }`;
  return runNginx(config, folder, port);
}

const serversOf = (ports: readonly number[]) => ports.map((each) => `server 127.0.0.1:${each};`).join(' ');

async function runNginx(config: string, folder: string, port: number): Promise<Instance> {
  const main = `
    worker_processes 1; daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
    events { worker_connections 512; }`;
  await writeFile(join(folder, 'nginx.conf'), config + main);
  return startProcess('nginx', ['-e', `${folder}/error.log`, '-c', `${folder}/nginx.conf`], folder, port);
}

/** Rotation by request, as its documentation sets it up; without its admin port and files outside the folder. */
async function startCaddy(ports: readonly number[], port: number): Promise<Instance> {
  const folder = await mkdtemp(join(tmpdir(), 'probe-caddy-'));
  const upstreams = ports.map((each) => `127.0.0.1:${each}`).join(' ');
  const config = `{
  admin off
  auto_https off
}
http://127.0.0.1:${port} {
  bind 127.0.0.1
  reverse_proxy ${upstreams} {
    lb_policy round_robin
  }
}
`;
  const file = join(folder, 'Caddyfile');
  await writeFile(file, config);
  const env = { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  return startProcess('caddy', ['run', '--config', file, '--adapter', 'caddyfile'], folder, port, env);
}

/** Rotation by request, over connections that it keeps to the instances. */
async function startHaproxy(
  ports: readonly number[],
  port: number,
  { lines = [], serverOf = () => '' }: Affinity,
): Promise<Instance> {
  const folder = await mkdtemp(join(tmpdir(), 'probe-haproxy-'));
  const config = `
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
listen app
  bind 127.0.0.1:${port}
  balance roundrobin
${lines.map((line) => `  ${line}\n`).join('')}
${ports.map((each) => `  server s${each} 127.0.0.1:${each} ${serverOf(`s${each}`)}`).join('\n')}
`;
  await writeFile(join(folder, 'haproxy.cfg'), config);
  return startProcess('haproxy', ['-db', '-f', `${folder}/haproxy.cfg`], folder, port);
}

/** As a balancer of TCP connections does: every request of one connection reaches one instance. */
function startConnectionBalancer(ports: readonly number[]): Promise<Instance> {
  let next = 0;
  const server = createServer((client) => {
    const upstream = connect(ports[next++ % ports.length] ?? 0, '127.0.0.1');
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
    }
    client.once('close', () => upstream.destroy());
    client.pipe(upstream).pipe(client);
  });
  return listen(server);
}
