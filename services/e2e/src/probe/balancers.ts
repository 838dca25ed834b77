// Balancers in front of an application: nginx by rotation, at random, by address and by cookie, HAProxy, Caddy, and one that
// picks for each connection.
import { spawnSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOnFreePort } from '@scale-out-lab/launcher/process/port';
import type { Certificate } from './certificate.js';
import { type Instance, startProcess } from './foreign/instance.js';

const policies = {
  rotation: '',
  random: 'random;',
  address: 'ip_hash;',
  cookie: 'hash $route consistent;',
} as const;
export type Balancing = keyof typeof policies | 'connection' | 'HAProxy' | 'HAProxy cookie' | 'Caddy';

const isInstalled = (name: string, flag: string) => spawnSync(name, [flag]).status === 0;
/** HAProxy and Caddy are packages of Debian and no part of the lab. */
export const hasHaproxy = isInstalled('haproxy', '-v');
export const hasCaddy = isInstalled('caddy', 'version');

export function startBalancer(balancing: Balancing, ports: readonly number[]): Promise<Instance> {
  if (balancing === 'connection') return startConnectionBalancer(ports);
  if (balancing === 'Caddy') return startOnFreePort((port) => startCaddy(ports, port));
  if (balancing === 'HAProxy' || balancing === 'HAProxy cookie')
    return startOnFreePort((port) => startHaproxy(ports, port, balancing === 'HAProxy cookie'));
  return startOnFreePort((port) => startNginx(policies[balancing], ports, port));
}

export interface NginxOptions {
  /** Headers of the instances that the client does not get. */
  readonly hidden?: readonly string[];
  /** With HTTP/2. */
  readonly tls?: Certificate;
}

export async function startNginx(
  policy: string,
  ports: readonly number[],
  port: number,
  { hidden = [], tls }: NginxOptions = {},
): Promise<Instance> {
  const folder = await mkdtemp(join(tmpdir(), 'probe-nginx-'));
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const config = `
    worker_processes 1; daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
    events { worker_connections 512; }
    http {
      access_log off; ${temp.join(' ')}
      map $cookie_route $route { default $cookie_route; "" $request_id; }
      map $cookie_route $route_cookie { default ""; "" "route=$request_id; Path=/"; }
      upstream app { ${policy} ${ports.map((each) => `server 127.0.0.1:${each};`).join(' ')} }
      server {
        listen 127.0.0.1:${port}${tls ? ' ssl http2' : ''};
        ${tls ? `ssl_certificate ${tls.cert}; ssl_certificate_key ${tls.key};` : ''}
        ${policy.startsWith('hash') ? 'add_header Set-Cookie $route_cookie always;' : ''}
        location / {
          proxy_pass http://app; proxy_set_header Host $http_host;
          ${hidden.map((name) => `proxy_hide_header ${name};`).join(' ')}
        }
      }
    }`;
  await writeFile(join(folder, 'nginx.conf'), config);
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

/** Rotation by request, over connections that it keeps to the instances; with a cookie of its own, each user stays. */
async function startHaproxy(ports: readonly number[], port: number, hasCookie: boolean): Promise<Instance> {
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
${hasCookie ? '  cookie SERVER insert indirect nocache' : ''}
${ports.map((each) => `  server s${each} 127.0.0.1:${each}${hasCookie ? ` cookie s${each}` : ''}`).join('\n')}
`;
  await writeFile(join(folder, 'haproxy.cfg'), config);
  return startProcess('haproxy', ['-db', '-f', `${folder}/haproxy.cfg`], folder, port);
}

/** As a balancer of TCP connections does: every request of one connection reaches one instance. */
async function startConnectionBalancer(ports: readonly number[]): Promise<Instance> {
  let next = 0;
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((client) => {
    const upstream = connect(ports[next++ % ports.length] ?? 0, '127.0.0.1');
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
