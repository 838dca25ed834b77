// Spans of a real cluster, as a collector receives them: which trace they belong to, and the data that they must not contain.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type CollectedSpan, type Collector, startCollector } from '@scale-out-lab/core/testing/collector';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { until } from '@scale-out-lab/launcher/testing/until';
import { openBrowserAt } from '@scale-out-lab/provider/testing/browser';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';

let collector: Collector;
let cluster: Cluster;
beforeAll(async () => {
  collector = await startCollector();
  cluster = await startClusterForTest({
    PROVIDERS: '1',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: '100',
  });
});
afterAll(async () => {
  await cluster?.stop();
  await collector?.stop();
});

const credentials = { username: 'vu-0001', password: 'demo' };
/** Data that must not be in a span. */
const secrets = new Set<string>(Object.values(credentials));
const secretParameters = ['code', 'state', 'nonce', 'code_challenge', 'id_token_hint'];

/** Each request names a trace, as that of a traced client does. All credentials are noted. */
function openClient() {
  const traceId = randomBytes(16).toString('hex');
  const spanId = randomBytes(8).toString('hex');
  const send: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('traceparent', `00-${traceId}-${spanId}-01`);
    const answer = await fetch(input, { ...init, headers });
    for (const url of [String(input), answer.headers.get('location')]) {
      if (!url) continue;
      const { searchParams } = new URL(url, cluster.url);
      for (const name of secretParameters) note(searchParams.get(name));
    }
    for (const cookie of answer.headers.getSetCookie()) note(/=([^;]*)/.exec(cookie)?.[1]);
    return answer;
  };
  return { traceId, spanId, send };
}

/** Its beginning: a cookie is an ID with a signature, which the server knows apart. */
function note(secret: string | null | undefined): void {
  if (secret) secrets.add(secret.slice(0, 20));
}

/** Resolves to the spans of the trace, once there is one of that name. */
async function spansOf(traceId: string, name: string): Promise<readonly CollectedSpan[]> {
  const spans = () => collector.spans().filter((span) => span.traceId === traceId);
  const found = () => spans().filter((span) => span.name === name).length;
  await expect.poll(found, { timeout: 30_000 }).toBe(1);
  return spans();
}

const named = (spans: readonly CollectedSpan[], name: string) =>
  spans.find((span) => span.name === name) ?? expect.fail(`no span ${name}`);

async function logIn(mode: string): Promise<Record<string, string>> {
  const answer = await openClient().send(`${cluster.url}/api/${mode}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
  });
  const tokens = (await answer.json()) as { access_token?: string; refresh_token?: string };
  // The signature: the header is the same in all tokens.
  for (const token of Object.values(tokens).filter((value) => /\./.test(String(value))))
    note(String(token).split('.').at(-1));
  note(tokens.refresh_token);
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  return cookie ? { cookie } : { authorization: `Bearer ${tokens.access_token}` };
}

it('a request through nginx, and its command to Redis, are in the trace of the client', async () => {
  const headers = await logIn('session-redis');
  const { traceId, spanId, send } = openClient();
  const answer = await send(`${cluster.url}/api/session-redis/me`, { headers });
  const spans = await spansOf(traceId, 'GET /api/session-redis/me');
  const request = named(spans, 'GET /api/session-redis/me');
  expect(request).toMatchObject({
    parentSpanId: spanId,
    kind: 2,
    attributes: {
      'http.request.method': 'GET',
      'http.route': '/api/session-redis/me',
      'http.response.status_code': '200',
    },
    resource: { 'service.name': 'api', 'service.instance.id': answer.headers.get('x-instance-id') },
  });
  expect(named(spans, 'get')).toMatchObject({
    parentSpanId: request.spanId,
    kind: 3,
    attributes: { 'db.system.name': 'redis', 'db.operation.name': 'get' },
  });
});

it('requests at the same time each have their own command, though the commands share a write', async () => {
  const headers = await logIn('session-redis');
  const clients = Array.from({ length: 60 }, openClient);
  await Promise.all(clients.map(({ send }) => send(`${cluster.url}/api/session-redis/me`, { headers })));
  for (const { traceId } of clients) {
    // The span of the request ends last.
    const spans = await spansOf(traceId, 'GET /api/session-redis/me');
    expect(spans.map(({ name }) => name).sort()).toEqual(['GET /api/session-redis/me', 'get']);
  }
});

it('the commands of a request with a body are in its trace', async () => {
  const { traceId, send } = openClient();
  await send(`${cluster.url}/api/session-redis/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
  });
  const spans = await spansOf(traceId, 'POST /api/session-redis/login');
  const request = named(spans, 'POST /api/session-redis/login');
  expect(spans.filter(({ parentSpanId }) => parentSpanId === request.spanId)).not.toEqual([]);
});

/** Resolves to the spans of the sign-in. */
async function signIn(): Promise<readonly CollectedSpan[]> {
  const { traceId, send } = openClient();
  const browser = openBrowserAt(`${cluster.url}/provider`, send);
  const page = await browser.open(`${cluster.url}/api/oidc-redis/sign-in?return_to=/api/modes`);
  const { url } = await browser.submit(page, credentials);
  expect(url.pathname).toBe('/api/modes');
  return spansOf(traceId, 'GET /api/oidc-redis/callback');
}

it('a sign-in is one trace, from the instance to the provider', async () => {
  const spans = await signIn();
  const callback = named(spans, 'GET /api/oidc-redis/callback');
  const toProvider = named(spans, 'POST /provider/token');
  expect(toProvider).toMatchObject({ parentSpanId: callback.spanId, kind: 3 });
  const inProvider = () =>
    collector.spans().find(({ parentSpanId }) => parentSpanId === toProvider.spanId)?.resource;
  await expect
    .poll(inProvider, { timeout: 30_000 })
    .toMatchObject({ 'service.name': 'provider', 'service.instance.id': 'provider-1' });
});

it('no span has a credential, a code, a state, a key of Redis or a username', async () => {
  for (const mode of ['session-memory', 'jwt-shared-key', 'jwt-refresh']) {
    const { traceId, send } = openClient();
    await send(`${cluster.url}/api/${mode}/me?code=${secretOfQuery}`, { headers: await logIn(mode) });
    await spansOf(traceId, `GET /api/${mode}/me`);
  }
  await signIn();
  secrets.add(secretOfQuery).add('log-in:');
  expect(secrets.size).toBeGreaterThan(15);
  for (const secret of secrets) expect(collector.received()).not.toContain(secret);
});

const secretOfQuery = 'a-code-in-a-query';

it.each([true, false])('modules of OpenTelemetry are loaded with an endpoint: %s', async (hasEndpoint) => {
  const loaded: Record<string, string[]> = { 'api-1': [], 'provider-1': [] };
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: hasEndpoint ? collector.url : '' };
  const options = { INSTANCES: '1', PROVIDERS: '1', OTEL_TRACES_SAMPLER: 'always_on' };
  // Node names every file that it loads.
  const other = await startClusterForTest(
    { ...options, NODE_DEBUG: 'esm', ...endpoint },
    {
      onLine: (part, line) =>
        loaded[part]?.push(...(/Translating StandardModule (\S+)/.exec(line)?.slice(1) ?? [])),
    },
  );
  await other.stop();
  for (const [part, files] of Object.entries(loaded)) {
    const modules = (await Promise.all(files.map(modulesIn))).flat();
    const countOf = (name: string) => modules.filter((path) => path.includes(`/${name}/`)).length;
    expect(countOf('ioredis'), part).toBeGreaterThan(10);
    if (hasEndpoint) expect(countOf('@opentelemetry'), part).toBeGreaterThan(10);
    else expect(countOf('@opentelemetry'), part).toBe(0);
  }
});

/** The modules of which a bundle was made, by its source map. */
async function modulesIn(bundle: string): Promise<readonly string[]> {
  const map = await readFile(new URL(`${bundle}.map`), 'utf8').catch(() => undefined);
  return map === undefined ? [] : JSON.parse(map).sources;
}

it('a command that fails because Redis is down has a span with the error', async () => {
  const headers = await logIn('session-redis');
  const [server] = cluster.redis.nodes;
  server?.hold();
  const me = async () => (await fetch(`${cluster.url}/api/session-redis/me`, { headers })).status;
  try {
    // Each instance: its first command may still have used the old connection.
    for (const _ of cluster.instances) expect(await me()).toBe(503);
    const { traceId, send } = openClient();
    const answer = await send(`${cluster.url}/api/session-redis/me`, { headers });
    expect(answer.status).toBe(503);
    const spans = await spansOf(traceId, 'GET /api/session-redis/me');
    expect(named(spans, 'get').attributes).toMatchObject({ 'error.type': 'Error' });
  } finally {
    server?.release();
    await until(async () => (await me()) !== 503);
  }
});
