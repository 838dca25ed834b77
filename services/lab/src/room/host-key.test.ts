import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useOfflineLab } from '../testing/offline-lab.js';

const hostKey = 'the-key-of-the-host-of-this-room';
const network = { urls: ['http://10.9.8.7:8080'], hostKey };
const lab = useOfflineLab({ network });
const own = { host: '127.0.0.1:8080' };
const key = { ...own, 'x-host-key': hostKey };

type Method = 'POST' | 'PUT' | 'DELETE';

/** Every route that is no GET, with a path that the router accepts. */
async function listChanges(): Promise<readonly { method: Method; url: string }[]> {
  const { paths } = (await lab().inject({ url: '/docs/json', headers: own })).json();
  return Object.entries(paths as Record<string, Record<string, object>>).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => method !== 'get')
      .map((method) => ({
        method: method.toUpperCase() as Method,
        url: path.replaceAll(/\{\w+\}/g, 'none'),
      })),
  );
}

const isOfVisitors = ({ url }: { readonly url: string }) =>
  /^\/lab\/(clients|sign-ins|room\/visitor)/.test(url);
const send = async (request: InjectOptions) => (await lab().inject(request)).json();

describe('in a lab that is open to a network', () => {
  it('each route that changes the lab for others needs the host’s key, a new route too', async () => {
    const changes = (await listChanges()).filter((each) => !isOfVisitors(each));
    expect(changes.length).toBeGreaterThan(10);
    for (const change of changes) {
      for (const headers of [own, { ...own, 'x-host-key': 'wrong' }, { ...own, 'x-host-key': '' }]) {
        const answer = await send({ ...change, headers });
        expect(answer, change.url).toMatchObject({ status: 403, code: 'host-only' });
      }
      expect((await send({ ...change, headers: key })).code, change.url).not.toBe('host-only');
    }
  });

  it('visitors send their own requests without it, and everyone may read', async () => {
    for (const change of (await listChanges()).filter(isOfVisitors)) {
      expect((await send({ ...change, headers: own })).code, change.url).not.toBe('host-only');
    }
    for (const url of ['/lab/state', '/lab/runs', '/lab/room', '/docs']) {
      expect((await lab().inject({ url, headers: own })).statusCode, url).toBe(200);
    }
  });

  it('a sign-in counts for the requests that it needs, so that thirty at once are too many', async () => {
    const signIn = () =>
      lab().inject({
        method: 'POST',
        url: '/lab/sign-ins',
        headers: own,
        payload: { mode: 'oidc-redis', isAmidOthers: false },
        remoteAddress: '192.0.2.77',
      });
    const answers = await Promise.all(Array.from({ length: 30 }, signIn));
    expect(answers.filter((answer) => answer.statusCode === 429).length).toBeGreaterThan(10);
  });

  it('the host’s key opens nothing to a page of another origin, or under another name', async () => {
    const fault = { method: 'POST', url: '/lab/redis/crash' } as const;
    const foreign = { ...key, origin: 'http://evil.example' };
    expect(await send({ ...fault, headers: foreign })).toMatchObject({ code: 'cross-origin' });
    expect(await send({ ...fault, headers: { ...key, host: 'evil.example' } })).toMatchObject({
      code: 'foreign-host',
    });
  });

  it('the refusal does not repeat the key that was sent', async () => {
    const answer = await lab().inject({
      method: 'POST',
      url: '/lab/restart',
      headers: { ...own, 'x-host-key': 'almost-the-key' },
    });
    expect(answer.body).not.toContain('almost-the-key');
    expect(answer.json().detail).toMatch(/^This changes the lab for everyone in the room\. /);
  });

  it('the host may open faults to everyone, and alone may close them again', async () => {
    const fault = { method: 'POST', url: '/lab/redis/crash', headers: own } as const;
    const open = (isForEveryone: boolean, headers: object) =>
      send({ method: 'PUT', url: '/lab/room', headers: { ...headers }, payload: { isForEveryone } });
    expect(await open(true, own)).toMatchObject({ code: 'host-only' });
    expect(await open(true, key)).toMatchObject({ isForEveryone: true, urls: network.urls });
    expect((await send(fault)).code).not.toBe('host-only');
    // A probe would reach the other servers of the host's machine.
    const payload = { url: 'http://127.0.0.1:1', check: 'GET /', login: 'POST /' };
    const probe = await send({ method: 'POST', url: '/lab/probe', headers: own, payload });
    expect(probe).toMatchObject({ code: 'host-only' });
    expect(await open(false, own)).toMatchObject({ code: 'host-only' });
    expect(await open(false, key)).toMatchObject({ isForEveryone: false });
    expect(await send(fault)).toMatchObject({ code: 'host-only' });
  });
});

describe('a browser', () => {
  let base = '';
  const leave = new AbortController();
  beforeAll(async () => {
    base = await lab().listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => leave.abort());

  async function enter(cookie?: string) {
    const headers: Record<string, string> = cookie === undefined ? {} : { cookie };
    const answer = await fetch(`${base}/lab/events?language=ko`, { headers, signal: leave.signal });
    const set = answer.headers.get('set-cookie') ?? '';
    const { value } = (await answer.body?.getReader().read()) ?? {};
    const [, id = ''] =
      /event: visitor\ndata: \{"id":"([\w-]+)"\}/.exec(new TextDecoder().decode(value)) ?? [];
    return { set, id, cookie: set.split(';')[0] ?? '' };
  }
  const rename = (cookie: string, payload: object, headers: object = own) =>
    send({ method: 'PUT', url: '/lab/room/visitor', headers: { ...headers, cookie }, payload });

  it('is a visitor by a cookie that no script and no other site can use', async () => {
    const { set, id, cookie } = await enter();
    expect(set).toMatch(/^lab_visitor=[\w-]{22}; Path=\/lab; HttpOnly; SameSite=Strict$/);
    expect((await enter(cookie)).id).toBe(id);
    const { visitors } = await send({ url: '/lab/room', headers: own });
    expect(visitors).toMatchObject([{ id, name: expect.stringMatching(/^\S+ \S+$/), isHost: false }]);
  });

  it('chooses a name, and is the host if it sends the host’s key', async () => {
    const { cookie, id } = await enter();
    expect(await rename(cookie, { name: ' 지민 ' })).toMatchObject({ id, name: '지민', isHost: false });
    expect(await rename(cookie, {}, key)).toMatchObject({ id, name: '지민', isHost: true });
    expect(await rename((await enter()).cookie, { name: '지민' })).toMatchObject({
      status: 409,
      code: 'name-taken',
    });
    expect(await rename('lab_visitor=a-cookie-that-is-not', { name: 'x' })).toMatchObject({ status: 404 });
  });

  it('keeps its 50 youngest clients, and those of other visitors stay', async () => {
    const payload = { mode: 'jwt-shared-key', credential: 'a.b.c' };
    const paste = (cookie: string): Promise<{ client: { id: string } }> =>
      send({ method: 'POST', url: '/lab/clients/pasted', headers: { ...own, cookie }, payload });
    const [one, other] = [await enter(), await enter()];
    const [first, ofOther] = [await paste(one.cookie), await paste(other.cookie)];
    for (let n = 1; n <= 50; n += 1) await paste(one.cookie);
    const copy = (id: string) => send({ method: 'POST', url: `/lab/clients/${id}/copy`, headers: own });
    expect(await copy(first.client.id)).toMatchObject({ status: 404 });
    expect(await copy(ofOther.client.id)).toMatchObject({ client: { copyOf: ofOther.client.id } });
  });
});

describe('on this machine alone', () => {
  const closed = useOfflineLab();

  it('nothing needs a key, and there is no room', async () => {
    const fault = await closed().inject({ method: 'POST', url: '/lab/redis/crash', headers: own });
    expect(fault.json()).toMatchObject({ code: 'not-possible' });
    const room = await closed().inject({ url: '/lab/room', headers: own });
    expect(room.json()).toMatchObject({ status: 409, code: 'no-room' });
  });
});

describe('in a container, which cannot read the addresses of its machine', () => {
  const inside = useOfflineLab({ network: { ...network, acceptsAddresses: true } });

  it.each([
    ['10.9.8.7:8080', 200],
    ['[fd00::7]:8080', 200],
    ['10.9.8.7.evil.example', 403],
    ['evil.example', 403],
    ['0x7f000001', 403],
    ['[evil]', 403],
  ])('the name %s is answered with %i', async (host, status) => {
    expect((await inside().inject({ url: '/lab/runs', headers: { host } })).statusCode).toBe(status);
  });
});
