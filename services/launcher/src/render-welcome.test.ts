import { expect, it } from 'vitest';
import { renderWelcome } from './render-welcome.js';

const alone = { address: '127.0.0.1', labHosts: [] as string[] };

function render(instances: number, port: number, guests = alone): string {
  const part = (id: string, number = 6379) => ({ id, port: number, pid: 42 });
  const cluster = {
    url: `http://127.0.0.1:${port}`,
    redisUrl: 'redis://127.0.0.1:6379',
    nginx: part('nginx', port),
    instances: Array.from({ length: instances }, (_, index) => ({
      ...part(`api-${index + 1}`),
      controlUrl: `http://127.0.0.1:410${index + 1}`,
    })),
    controlTokenFile: '/folder/control-token',
    redis: part('redis'),
  };
  return renderWelcome(cluster, { authMode: 'session-memory', labPort: 4100, ...guests });
}

it('begins with the page, which lives in this very process', () => {
  expect(render(3, 9090).trimStart()).toMatch(/^Open http:\/\/127\.0\.0\.1:9090 in a browser: /);
  expect(render(3, 9090)).toContain('\n  lab    this process http://127.0.0.1:4100\n');
  expect(render(3, 9090)).not.toContain('Whoever');
});

it.each([
  ['0.0.0.0', ['192.168.0.7', 'lab.example'], 'open http://192.168.0.7:8080 or http://lab.example:8080.'],
  ['192.168.0.7', [], 'open nothing yet: LAB_HOSTS says by which names'],
])(
  'at %s with LAB_HOSTS=%j it says what others open, and what they can do',
  (address, labHosts, sentence) => {
    expect(render(3, 8080, { address, labHosts })).toContain(sentence);
    expect(render(3, 8080, { address, labHosts })).toContain(
      'Whoever can reach it can break things with it.',
    );
  },
);

it.each([
  [1, '0 of the 2 are 401', 'for i in 1 2;'],
  [2, '2 of the 4 are 401', 'for i in 1 2 3 4;'],
  [3, '4 of the 6 are 401', 'for i in 1 2 3 4 5 6;'],
  [5, '8 of the 10 are 401', 'for i in 1 2 3 4 5 6 7 8 9 10;'],
])('says what %i instances lose of a session in memory', (instances, loss, loop) => {
  expect(render(instances, 8080)).toContain(loss);
  expect(render(instances, 8080)).toContain(loop);
});

it('keeps the port in every command that it suggests, unless it is the usual one', () => {
  expect(render(3, 9090)).toContain('\n  LAB_PORT=9090 AUTH_MODE=jwt-shared-key npm start\n');
  expect(render(3, 9090)).toContain('\n  LAB_PORT=9090 npm run loadtest\n');
  expect(render(3, 8080)).not.toContain('LAB_PORT');
});

it('says how to break something from another terminal, and shows no more of the token than where it is', () => {
  expect(render(2, 8080)).toContain(`
  export CONTROL_TOKEN_FILE=/folder/control-token
  npm run loadtest -- --control http://127.0.0.1:4101,http://127.0.0.1:4102 --redis redis://127.0.0.1:6379 --experiment`);
});
