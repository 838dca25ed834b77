// A browser for tests: it keeps cookies by their path, follows redirects as far as they lead to the provider, and fills in
// the forms of a page.
import type { FastifyInstance } from 'fastify';
import { issuer as testIssuer } from './build-providers.js';

interface Cookie {
  readonly name: string;
  readonly path: string;
  readonly value: string;
}

export interface Answer {
  /** Where the answer came from, or where a redirect out of the provider led. */
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

type Fields = Readonly<Record<string, string>>;

export interface Browser {
  readonly issuer: string;
  open(url: URL | string, headers?: Fields): Promise<Answer>;
  /** Sends the form of the page to the action that the page names. */
  submit(page: Answer, fields: Fields, headers?: Fields): Promise<Answer>;
  /** Sends a request of a client of the provider, without cookies. */
  readonly fetch: typeof fetch;
}

/** A browser behind a balancer that passes requests to these providers in turn. */
export function openBrowser(providers: readonly FastifyInstance[]): Browser {
  return openBrowserAt(testIssuer, inTurn(providers));
}

export function openBrowserAt(issuer: string, send: typeof fetch): Browser {
  const { origin } = new URL(issuer);
  let cookies: readonly Cookie[] = [];

  function cookieHeader(path: string): string {
    const sent = cookies.filter((cookie) =>
      `${path}/`.startsWith(cookie.path === '/' ? '/' : `${cookie.path}/`),
    );
    return sent.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  function keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const path = /; path=([^;]*)/i.exec(line)?.[1] ?? '/';
      cookies = cookies.filter((each) => each.name !== name || each.path !== path);
      if (value !== '') cookies = [...cookies, { name, value, path }];
    }
  }

  async function request(url: URL, headers: Fields, init: RequestInit = {}): Promise<Answer> {
    const cookie = cookieHeader(url.pathname);
    const all = { accept: 'text/html', ...(cookie && { cookie }), ...headers };
    const response = await send(url, { redirect: 'manual', ...init, headers: all });
    keep(response.headers.getSetCookie());
    const { status, headers: answered } = response;
    const body = await response.text();
    const location = answered.get('location');
    const target = new URL(location ?? url, url);
    if (location === null || target.origin !== origin)
      return { url: target, status, headers: answered, body };
    const { 'accept-language': language } = headers;
    return request(target, language === undefined ? {} : { 'accept-language': language });
  }

  return {
    issuer,
    fetch: send,
    open: (url, headers = {}) => request(new URL(url), headers),
    submit(page, fields, headers = {}) {
      const action = /<form [^>]*action="([^"]+)"/.exec(page.body)?.[1];
      if (action === undefined) throw new Error(`the page has no form:\n${page.body}`);
      const init = { method: 'POST', body: new URLSearchParams(fields).toString() };
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      return request(new URL(action, page.url), { ...type, ...headers }, init);
    },
  };
}

/** Needs no port: the first request goes to the first provider, the next one to the second. */
function inTurn(providers: readonly FastifyInstance[]): typeof fetch {
  let turn = 0;
  return async (input, init) => {
    const request = new Request(input, init);
    const provider = providers[turn % providers.length];
    turn += 1;
    if (!provider) throw new Error('a browser needs a provider');
    const { pathname, search } = new URL(request.url);
    // `Request` keeps no cookie.
    const { cookie } = (init?.headers ?? {}) as Fields;
    const response = await provider.inject({
      method: request.method as 'GET' | 'POST',
      url: pathname + search,
      headers: { ...Object.fromEntries(request.headers), ...(cookie && { cookie }) },
      payload: await request.text(),
    });
    const headers = Object.entries(response.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((each) => [name, String(each)] as [string, string]),
    );
    return new Response(response.body, { status: response.statusCode, headers });
  };
}
