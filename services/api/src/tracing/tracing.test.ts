// A process that sends spans: its message about a wrong endpoint. An endpoint that is down delays no answer and no exit.
import { startCollector } from '@scale-out-lab/core/testing/collector';
import { freePort } from '@scale-out-lab/core/testing/free-port';
import { serve } from '@scale-out-lab/core/testing/serve';
import { expect, it, onTestFinished } from 'vitest';
import { demoUser } from '../testing/client.js';
import { useTestRedis } from '../testing/redis-server.js';
import { portsOf, startProcess } from '../testing/start-process.js';

const redis = useTestRedis();
const tracing = new URL('../../dist/server/tracing.js', import.meta.url).href;
/** Beyond the end of any test. */
const tooLong = '600000';
/** How long the SDK waits for the last spans by itself. */
const sdkFlushMs = 30_000;

const startTraced = (endpoint: string, env: Record<string, string> = {}) =>
  startProcess(redis, {
    NODE_OPTIONS: `--import=${tracing}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    ...env,
  });

async function logIn(port: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/session-redis/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(demoUser),
  });
  return answer.status;
}

it.each(['', 'collector:4318'])('with the endpoint "%s" it exits in one sentence', async (endpoint) => {
  const instance = startTraced(endpoint);
  expect(await instance.exit).toBe(2);
  expect(instance.output()).toBe(
    `OTEL_EXPORTER_OTLP_ENDPOINT is "${endpoint}"; expected a URL such as http://127.0.0.1:4318.\n`,
  );
});

it('a URL for traces alone counts too, and its password is not shown', async () => {
  const instance = startTraced('http://127.0.0.1:4318', {
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'grpc://me:password@collector:4317',
  });
  expect(await instance.exit).toBe(2);
  expect(instance.output()).toBe(
    'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is "grpc://…@collector:4317"; expected a URL such as http://127.0.0.1:4318.\n',
  );
});

it.each([
  ['does not listen', async () => `http://127.0.0.1:${await freePort()}`],
  ['never answers', () => serve(() => {})],
])('a collector that %s delays neither an answer nor the end of the process', async (_how, start) => {
  const timeouts = { OTEL_EXPORTER_OTLP_TIMEOUT: tooLong, OTEL_BSP_EXPORT_TIMEOUT: tooLong };
  // The first spans are sent at once. The last ones wait until the process ends.
  const batches = { OTEL_BSP_SCHEDULE_DELAY: tooLong, OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '2' };
  const instance = startTraced(await start(), { ...timeouts, ...batches });
  const { port } = await portsOf(instance);
  for (let times = 3; times > 0; times--) expect(await logIn(port)).toBe(200);
  const signalledAt = performance.now();
  instance.child.kill('SIGTERM');
  expect(await instance.exit).toBe(0);
  expect(performance.now() - signalledAt).toBeLessThan(sdkFlushMs / 2);
});

it('a collector that refuses the spans is reported once', async () => {
  let refused = 0;
  const url = await serve((_request, response) => {
    refused += 1;
    response.writeHead(400, 'no "spans" here').end();
  });
  // A Redis that is slow is a warning.
  const instance = startTraced(url, { OTEL_BSP_SCHEDULE_DELAY: '1', LOG_LEVEL: 'error' });
  const { port } = await portsOf(instance);
  await expect
    .poll(async () => {
      await fetch(`http://127.0.0.1:${port}/api/instance`);
      return refused;
    })
    .toBeGreaterThan(2);
  instance.child.kill('SIGTERM');
  expect(await instance.exit).toBe(0);
  expect(instance.output()).toBe('Tracing: no "spans" here\n');
});

it('the last spans are sent before the process ends', async () => {
  const collector = await startCollector();
  onTestFinished(collector.stop);
  const instance = startTraced(collector.url, { OTEL_BSP_SCHEDULE_DELAY: tooLong });
  const { port } = await portsOf(instance);
  expect(await logIn(port)).toBe(200);
  expect(collector.spans()).toEqual([]);
  instance.child.kill('SIGTERM');
  expect(await instance.exit).toBe(0);
  expect(collector.spans().map(({ name }) => name)).toContain('POST /api/session-redis/login');
});
