// A fault of the instance itself is logged, and not told to clients: its message may name paths, keys or commands.
import { expect, it, onTestFinished } from 'vitest';
import { buildTestApp, buildTestControl, controlToken } from './testing/build-test-app.js';

const buildServers = {
  'an instance': () => buildTestApp(onTestFinished),
  'a control port': async () =>
    (await buildTestControl(onTestFinished, await buildTestApp(onTestFinished))).server,
};

it.each(Object.entries(buildServers))(
  'an unexpected error of %s is a 500 without its message',
  async (_of, build) => {
    const server = await build();
    server.get('/fails', () => {
      throw new Error('cannot open /run/secrets/session');
    });
    const headers = { authorization: `Bearer ${controlToken}` };
    const answer = await server.inject({ url: '/fails', headers });
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal-error']);
    expect(answer.body).not.toContain('secrets');
  },
);
