import { expect, it } from 'vitest';
import { renderWelcome } from './render-welcome.js';

const alone = { address: '127.0.0.1', labHosts: [] as string[] };

interface Where {
  readonly host?: string;
  readonly storagePort?: number;
}

function render(instances: number, port: number, guests = alone, where: Where = {}): string {
  const { host = '127.0.0.1', storagePort = port + 1 } = where;
  const part = (id: string, number = 6379) => ({ id, port: number, pid: 42 });
  const cluster = {
    url: `http://${host}:${port}`,
    storageUrl: `http://${host}:${storagePort}`,
    redisUrl: 'redis://127.0.0.1:6379',
    nginx: part('nginx', port),
    instances: Array.from({ length: instances }, (_, index) => ({
      ...part(`api-${index + 1}`),
      controlUrl: `http://127.0.0.1:410${index + 1}`,
    })),
    providers: [part('provider-1', 4101)],
    controlTokenFile: '/folder/control-token',
    redisPasswordFile: '/folder/redis/password',
    redis: part('redis'),
  };
  return renderWelcome(cluster, { authMode: 'session-memory', labPort: 4100, storagePort, ...guests });
}

it('begins with the page, which lives in this very process', () => {
  expect(render(3, 9090).trimStart()).toMatch(/^Open http:\/\/127\.0\.0\.1:9090 in a browser: /);
  expect(render(3, 9090)).toContain('\n  lab         this process http://127.0.0.1:4100\n');
  expect(render(3, 9090)).not.toContain('Anyone who can open');
});

it.each([
  [
    '0.0.0.0',
    ['192.168.0.7', 'lab.example'],
    'Other devices open the page at http://192.168.0.7:8080 or http://lab.example:8080.',
  ],
  ['192.168.0.7', [], 'Other devices cannot open the page yet. Restart with LAB_HOSTS set'],
])(
  'at %s with LAB_HOSTS=%j it names the addresses for other devices, and the risk',
  (address, labHosts, sentence) => {
    expect(render(3, 8080, { address, labHosts })).toContain(sentence);
    expect(render(3, 8080, { address, labHosts })).toContain(
      'The storage page is at port 8081 of the same names.\nAnyone who can open the page can inject faults.',
    );
  },
);

it.each([
  [1, '0 of the 2 get a 401', 'for i in 1 2;'],
  [2, '2 of the 4 get a 401', 'for i in 1 2 3 4;'],
  [3, '4 of the 6 get a 401', 'for i in 1 2 3 4 5 6;'],
  [5, '8 of the 10 get a 401', 'for i in 1 2 3 4 5 6 7 8 9 10;'],
])('says what %i instances lose of a session in memory', (instances, loss, loop) => {
  expect(render(instances, 8080)).toContain(loss);
  expect(render(instances, 8080)).toContain(loop);
});

it('keeps the port in every command that it suggests, unless it is the usual one', () => {
  expect(render(3, 9090)).toContain('\n  LAB_PORT=9090 AUTH_MODE=jwt-shared-key npm start\n');
  expect(render(3, 9090)).toContain('\n  LAB_PORT=9090 npm run loadtest\n');
  expect(render(3, 8080)).not.toContain('LAB_PORT');
});

it('says where the page with the hole is, and keeps its port where it is not the next one', () => {
  expect(render(3, 9090)).toContain('\n  http://127.0.0.1:9091/storage/\n');
  expect(render(3, 9090)).not.toContain('STORAGE_PORT');
  const other = render(3, 8080, alone, { storagePort: 9000 });
  expect(other).toContain('\n  http://127.0.0.1:9000/storage/\n');
  expect(other).toContain('\n  STORAGE_PORT=9000 AUTH_MODE=jwt-shared-key npm start\n');
  expect(other).toContain('\n  npm run loadtest\n');
});

it('says where to measure when that is not 127.0.0.1, which the load test takes for granted', () => {
  const text = render(1, 8080, { address: '::1', labHosts: [] }, { host: '[::1]' });
  expect(text).toContain('\n  npm run loadtest -- --url http://[::1]:8080\n');
  expect(text).toContain('npm run loadtest -- --url http://[::1]:8080 --control http://127.0.0.1:4101 ');
});

it('says how to break something from another terminal, and shows no more of the token than where it is', () => {
  expect(render(2, 8080)).toContain(`
  export CONTROL_TOKEN_FILE=/folder/control-token REDIS_PASSWORD_FILE=/folder/redis/password
  npm run loadtest -- --control http://127.0.0.1:4101,http://127.0.0.1:4102 --redis redis://127.0.0.1:6379 --experiment`);
});
