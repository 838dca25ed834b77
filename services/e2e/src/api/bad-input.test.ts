// Bad input, on a socket: every server of the lab refuses it with the right status, a problem and a sentence.
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badRequests, oddRequests, type Server } from '../support/bad-requests.js';
import { type RunningLab, startLabForTest } from '../support/cluster.js';

let lab: RunningLab;
beforeAll(async () => {
  lab = await startLabForTest({ INSTANCES: '1' });
}, 30_000);
afterAll(() => lab?.stop());

const logIn = {
  ...{ post: '/api/jwt-shared-key/login', body: '{"username":"vu-0001","password":"demo"}', allow: 'POST' },
  ...{ headers: [], longestBody: ['16 kB', 16 * 1024] as const },
};
const newClient = {
  ...{ post: '/lab/clients', body: '{"mode":"jwt-shared-key","username":"vu-0001"}', allow: 'POST' },
  ...{ headers: [], longestBody: ['64 kB', 64 * 1024] as const },
};
const servers: Readonly<Record<string, () => Server>> = {
  'an instance': () => ({ ...logIn, port: lab.cluster.instances[0]?.port ?? 0, name: /^api-1$/ }),
  nginx: () => ({ ...logIn, port: lab.cluster.nginx.port, name: /^(nginx|api-1)$/ }),
  'the control room': () => ({ ...newClient, port: lab.labPort, name: /^lab$/ }),
  'nginx before the control room': () => ({
    ...{ ...newClient, port: lab.cluster.nginx.port, name: /^(nginx|lab)$/ },
    allowAtNginx: 'GET, HEAD, POST, PUT, DELETE',
  }),
  'a control port': () => ({
    port: Number(new URL(lab.cluster.instances[0]?.controlUrl ?? '').port),
    name: /^api-1$/,
    ...{ post: '/control/clock', body: '{"offsetSeconds":0}', allow: 'POST' },
    headers: [`Authorization: Bearer ${lab.cluster.controlToken}`],
    longestBody: ['16 kB', 16 * 1024],
  }),
};

async function send(port: number, request: string | Uint8Array) {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  socket.write(request);
  const [head = '', body = ''] = (await text(socket)).split(/\r\n\r\n(.*)/s);
  const [status = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line) => line.split(/:\s*(.*)/s));
  return {
    status: Number(status.split(' ')[1]),
    headers: Object.fromEntries(headers.map(([name = '', value]) => [name.toLowerCase(), value])),
    body,
  };
}

describe.each(Object.keys(servers))('%s', (name) => {
  const server = () => servers[name]?.() as Server;

  it.each(badRequests)('refuses %s', async (_what, request, expected) => {
    const answer = await send(server().port, request(server()));
    const { status, code, detail, headers } = expected(server());
    expect(answer.status, answer.body).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.headers['x-instance-id']).toMatch(server().name);
    expect(answer.headers).toMatchObject({
      ...headers,
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    const problem = JSON.parse(answer.body.replace(/^[\da-f]+\r\n|\r\n0\r\n\r\n$/g, ''));
    expect(problem).toMatchObject({ status, code, detail: expect.stringMatching(detail) });
    expect(problem.type).toBe(`https://scale-out-lab.example/problems/${code}`);
  });

  it.each(oddRequests)('answers %s', async (_what, request) => {
    const answer = await send(server().port, request(server()));
    expect([200, 201], answer.body).toContain(answer.status);
    expect(answer.headers['x-instance-id']).toMatch(/^(api-1|lab)$/);
  });
});
