// @ts-check
import { expect, it } from 'vitest';
import { judge } from './judge.mjs';
import { doctorTexts } from './texts.mjs';

const gib = 2 ** 30;

/** @type {import('./judge.mjs').Machine} */
const ready = {
  node: '20.19.0',
  memoryBytes: 4 * gib,
  diskBytes: 10 * gib,
  address: '127.0.0.1',
  ports: [{ port: 8080 }, { port: 8081 }],
  labUrl: undefined,
  clockErrorSeconds: 0.4,
  isClockOld: false,
  programs: {
    nginx: { path: '/usr/sbin/nginx', install: 'sudo apt-get install nginx' },
    redis: { path: '/usr/bin/redis-server', install: 'sudo apt-get install redis-server' },
  },
  isPrepared: true,
  isOnline: true,
  docker: '28.2.2',
  platform: 'linux',
};

/** The names of the rows that must be fixed. */
const toFix = (/** @type {Partial<import('./judge.mjs').Machine>} */ change) =>
  judge({ ...ready, ...change }, 'en').flatMap(({ name, state, fix }) =>
    state === 'missing' ? [{ name, fix }] : [],
  );

it('a machine that has everything is ready', () => {
  expect(judge(ready, 'en').map(({ state }) => state)).toEqual(Array(10).fill('ok'));
});

it.each([
  ['an old Node', { node: '20.18.3' }, 'node', 'nodejs.org'],
  ['too little memory', { memoryBytes: gib / 2 }, 'memory', 'INSTANCES=2'],
  ['a full disk', { diskBytes: gib / 100 }, 'disk', 'npm cache clean'],
  ['a port in use', { ports: [{ port: 8080, problem: 'EADDRINUSE' }] }, 'ports', 'LAB_PORT=9090 npm start'],
  ['the proposed port in use', { ports: [{ port: 9090, problem: 'EADDRINUSE' }] }, 'ports', 'LAB_PORT=9095'],
  [
    'the second port in use',
    { ports: [{ port: 8080 }, { port: 8081, problem: 'EADDRINUSE' }] },
    'ports',
    ' STORAGE_PORT=9090 npm start',
  ],
  [
    'an address of another machine',
    { address: '203.0.113.5', ports: [{ port: 8080, problem: 'EADDRNOTAVAIL' }] },
    'ports',
    'LAB_ADDRESS=0.0.0.0 npm start',
  ],
  ['a wrong clock', { clockErrorSeconds: -90 }, 'clock', 'timedatectl'],
  ['a clock before the files', { clockErrorSeconds: undefined, isClockOld: true }, 'clock', 'timedatectl'],
  [
    'a wrong clock of a Mac',
    { clockErrorSeconds: 3600, platform: /** @type {const} */ ('darwin') },
    'clock',
    'sntp',
  ],
  [
    'no nginx',
    { programs: { ...ready.programs, nginx: { path: undefined, install: 'brew install nginx' } } },
    'nginx',
    'install it with: brew install nginx',
  ],
  ['no packages', { isPrepared: false }, 'prepared', 'npm run workshop -- prepare'],
])('%s must be fixed, and the row has the fix', (_name, change, row, fix) => {
  expect(toFix(change)).toEqual([{ name: row, fix: expect.stringContaining(fix) }]);
});

it('a network is needed only until everything is downloaded', () => {
  expect(toFix({ isOnline: false })).toEqual([]);
  expect(toFix({ isOnline: false, isPrepared: false }).map(({ name }) => name)).toEqual([
    'prepared',
    'network',
  ]);
});

it('a lab that runs already needs no free port and no more memory', () => {
  const running = {
    labUrl: 'http://127.0.0.1:8080',
    ports: [{ port: 8080, problem: 'EADDRINUSE' }],
    memoryBytes: 0,
  };
  expect(toFix(running)).toEqual([]);
});

it('Docker is a note where it does not run', () => {
  expect(judge({ ...ready, docker: undefined }, 'en').at(-1)).toMatchObject({ state: 'note' });
});

it('each row has its name and its text in both languages', () => {
  for (const { name, text } of judge(ready, 'ko')) {
    expect(doctorTexts.ko.names[name]).toBeTruthy();
    expect(text).not.toMatch(/undefined|NaN/);
  }
});

it('a port that the system refuses is not reported as taken', () => {
  const ports = [{ port: 80, problem: 'EACCES' }];
  const texts = judge({ ...ready, ports }, 'en').map(({ text }) => text);
  expect(texts).toContain('80 cannot be used (EACCES)');
});
