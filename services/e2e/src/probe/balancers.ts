// Balancers in front of an application: nginx by rotation, at random, by address and by cookie, HAProxy, and one that picks for
// each connection.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOnFreePort } from '@scale-out-lab/launcher/process/port';
import type { Instance } from './apps.js';
import type { Certificate } from './certificate.js';

const policies = {
  rotation: '',
  random: 'random;',
  address: 'ip_hash;',
  cookie: 'hash $route consistent;',
} as const;
export type Balancing = keyof typeof policies | 'connection' | 'HAProxy';

/** HAProxy is a package of Debian and no part of the lab. */
export const hasHaproxy = spawnSync('haproxy', ['-v']).status === 0;

export function startBalancer(balancing: Balancing, ports: readonly number[]): Promise<Instance> {
  if (balancing === 'connection') return startConnectionBalancer(ports);
  if (balancing === 'HAProxy') return startOnFreePort((port) => startHaproxy(ports, port));
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

/** Rotation by request, over connections that it keeps to the instances. */
async function startHaproxy(ports: readonly number[], port: number): Promise<Instance> {
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
${ports.map((each) => `  server s${each} 127.0.0.1:${each}`).join('\n')}
`;
  await writeFile(join(folder, 'haproxy.cfg'), config);
  return startProcess('haproxy', ['-db', '-f', `${folder}/haproxy.cfg`], folder, port);
}

/** A balancer that stays in the foreground. @param folder of its own, which is deleted when it ends */
async function startProcess(
  name: string,
  args: readonly string[],
  folder: string,
  port: number,
): Promise<Instance> {
  const child = spawn(name, args, { stdio: 'ignore' });
  const exit = once(child, 'exit');
  const close = async () => {
    child.kill('SIGTERM');
    await exit;
    await rm(folder, { recursive: true });
  };
  try {
    await waitUntilListening(name, port, exit);
  } catch (error) {
    await close();
    throw error;
  }
  return { port, close };
}

async function waitUntilListening(name: string, port: number, exit: Promise<unknown>): Promise<void> {
  let isOver = false;
  void exit.then(() => {
    isOver = true;
  });
  for (const deadline = Date.now() + 30_000; Date.now() < deadline && !isOver; ) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error(`${name} does not listen on ${port}.`);
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
