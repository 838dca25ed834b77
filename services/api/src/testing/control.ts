// The control port of an instance that a test has built: without a port, and with the token.
import type { Timeouts } from '@scale-out-lab/http';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { buildControl } from '../control/server.js';
import { testSecrets } from './build-test-app.js';

export const controlToken = 'the-control-token-of-the-tests-43';

export interface TestControl {
  readonly server: FastifyInstance;
  get(path: string): Promise<LightMyRequestResponse>;
  post(path: string, body?: object): Promise<LightMyRequestResponse>;
  put(path: string, body: object): Promise<LightMyRequestResponse>;
}

/** @param onFinished the `onTestFinished` or `afterAll` of vitest */
export async function buildTestControl(
  onFinished: (close: () => Promise<void>) => void,
  app: FastifyInstance,
  timeouts?: Timeouts,
): Promise<TestControl> {
  const secrets = { sessionSecret: testSecrets.SESSION_SECRET, jwtSecret: testSecrets.JWT_SECRET };
  const server = await buildControl({
    app,
    token: controlToken,
    secrets,
    stop: () => {},
    ...(timeouts && { timeouts }),
  });
  onFinished(() => server.close());
  const headers = { authorization: `Bearer ${controlToken}` };
  const ask = (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) =>
    server.inject({ method, url: `/control${path}`, headers, ...(body && { payload: body }) });
  return {
    server,
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    put: (path, body) => ask('PUT', path, body),
  };
}
