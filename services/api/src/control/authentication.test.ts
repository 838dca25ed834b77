// The control port accepts only requests with its token, and has no other address.
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, buildTestControl, controlToken, type TestControl } from '../testing/build-test-app.js';

let app: FastifyInstance;
let control: TestControl;
beforeAll(async () => {
  app = await buildTestApp(afterAll, { config: { hasMetrics: true } });
  control = await buildTestControl(afterAll, app);
});

const routes = [
  ['GET', '/control/state'],
  ['GET', '/metrics'],
  ['POST', '/control/crash'],
  ['POST', '/control/drain'],
  ['POST', '/control/stall'],
  ['POST', '/control/hold'],
  ['POST', '/control/clock'],
  ['PUT', '/control/restore-epoch'],
  ['PUT', '/control/keys/jwt'],
  ['PUT', '/control/keys/session'],
  ['POST', '/control/keys/published'],
  ['POST', '/control/keys/reset'],
] as const;

describe.each([...routes, ['GET', '/control/nothing'], ['GET', '/']] as const)('%s %s', (method, url) => {
  it.each([
    ['no token', undefined, 'missing-credential'],
    ['another token', `Bearer ${controlToken.replace('43', '44')}`, 'wrong-token'],
    ['a part of the token', `Bearer ${controlToken.slice(0, -1)}`, 'wrong-token'],
    ['an empty token', 'Bearer ', 'wrong-token'],
    ['the token under another scheme', `Basic ${controlToken}`, 'missing-credential'],
    ['the token alone', controlToken, 'missing-credential'],
    ['an empty header', '', 'missing-credential'],
    ['the token twice', `Bearer ${controlToken}, Bearer ${controlToken}`, 'wrong-token'],
  ])('with %s is refused', async (_what, authorization, code) => {
    const headers = authorization === undefined ? {} : { authorization };
    const answer = await control.server.inject({ method, url, headers });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    const error = code === 'missing-credential' ? '' : ', error="invalid_token"';
    expect(answer.headers['www-authenticate']).toBe(`Bearer realm="scale-out-lab-control"${error}`);
    expect(answer.json()).toMatchObject({ status: 401, code, servedBy: 'api-1' });
    expect(answer.body).not.toContain(controlToken);
  });

  it('does not exist on the port of the users', async () => {
    const headers = { authorization: `Bearer ${controlToken}` };
    expect((await app.inject({ method, url, headers })).statusCode).toBe(404);
  });
});

it('the control port has the tested routes, and no other', () => {
  const tree = control.server.printRoutes({ commonPrefix: false });
  const paths = tree.match(/\((?:GET|POST|PUT|DELETE|PATCH)[^)]*\)/g) ?? [];
  expect(paths).toHaveLength(routes.length);
});
