// The lists of the documents match the code: modes, experiments, settings, reasons of refusals, and how long a copy lives.

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogue, modeNamed, mostInstances, predictionFormula } from '@scale-out-lab/core';
import { parseLauncherConfig } from '@scale-out-lab/launcher/config';
import { describeExperiments, type Faults, faultNames, scoredNames } from '@scale-out-lab/loadtest';
import { describe, expect, it } from 'vitest';

// The instance is no library: its configuration is read where it stands.
const { parseConfig } = await import(new URL('../../../api/src/config.ts', import.meta.url).href);

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const read = (path: string) => readFileSync(root + path, 'utf8');

/** The rows of the tables in the section with that heading, each as its cells. */
function rowsOf(document: string, heading: RegExp): readonly (readonly string[])[] {
  const section = read(document)
    .split(/^## /m)
    .find((text) => heading.test(text.split('\n', 1)[0] ?? ''));
  const rows = (section ?? '').split('\n').filter((line) => /^\| [^-]/.test(line));
  return rows.slice(1).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const codesIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

describe.each([
  [
    'README.md',
    /^The modes/,
    {
      session: 'a session cookie',
      jwt: 'token',
      none: 'nothing',
      memory: 'in memory',
      redis: 'in Redis',
      shared: 'all: one secret',
      own: 'its issuer: own secret',
      published: 'all: published keys',
      'round-robin': 'round-robin',
      sticky: 'sticky',
    },
  ],
  [
    'README.ko.md',
    /^모드와/,
    {
      session: '세션 쿠키',
      jwt: '토큰',
      none: '없음',
      memory: '메모리',
      redis: 'Redis',
      shared: '모두: 공유 비밀 키',
      own: '발급한 인스턴스만: 자체 비밀 키',
      published: '모두: 배포된 공개 키',
      'round-robin': '라운드 로빈',
      sticky: '스티키',
    },
  ],
] as const)('%s', (document, heading, words) => {
  const rows = rowsOf(document, heading);

  // A mode that is added to the catalogue needs no row: one entry is all.
  it('has the modes in the order of the catalogue', () => {
    const named = rows.map(([name = '']) => codesIn(name)[0]);
    expect(named.length).toBeGreaterThan(9);
    expect(catalogue.map(({ name }) => name).filter((name) => named.includes(name))).toEqual(named);
  });

  it.each(rows.map(([name = '', ...cells]) => ({ name: codesIn(name)[0] ?? '', cells })))(
    'says of $name what its entry says',
    ({ name, cells }) => {
      const mode = modeNamed(name);
      const { credential, state, keys, balancing } = mode;
      const said = [credential, state, keys, balancing].map((value) => expect.stringContaining(words[value]));
      expect(cells).toEqual([...said, predictionFormula(mode)]);
    },
  );
});

describe('docs/method.md', () => {
  const counts = [
    'No',
    'One',
    'Two',
    'Three',
    'Four',
    'Five',
    'Six',
    'Seven',
    'Eight',
    'Nine',
    'Ten',
    'Eleven',
    'Twelve',
    'Thirteen',
    'Fourteen',
    'Fifteen',
    'Sixteen',
    'Seventeen',
    'Eighteen',
    'Nineteen',
    'Twenty',
  ];

  it.each([
    [/^The scored experiments/, scoredNames],
    [/^The fault experiments/, faultNames],
  ] as const)('%s: has a row for each experiment, and counts them', (heading, names) => {
    const named = rowsOf('docs/method.md', heading).flatMap(([name = '']) => codesIn(name));
    expect(named.sort()).toEqual([...names].sort());
    const section = read('docs/method.md')
      .split(/^## /m)
      .find((text) => heading.test(text));
    expect(section).toContain(`${counts[names.length]} experiments`);
  });

  it('names the experiments that need one Redis', () => {
    const redis = { topology: 'sentinel', failOver: () => {}, isolate: () => {} };
    const faults = { redis, scaleTo: async () => {} } as unknown as Faults;
    const impossible = describeExperiments(faults).filter(({ obstacle }) =>
      /one server/.test(obstacle ?? ''),
    );
    const [named = ''] = read('docs/method.md').match(/^`.*need one Redis/m) ?? [];
    expect(codesIn(named)).toEqual(impossible.map(({ name }) => name));
  });
});

describe('a quote in a document', () => {
  /** The ratio in a line of the benchmark in the README, such as 0.76 (0.50–0.92). */
  const ratioOf = (line: RegExp) =>
    new RegExp(`^${line.source} +(?:[\\d,]+ +)?([\\d.]+) \\(`, 'm').exec(read('README.md'))?.[1] ??
    expect.fail(`no line ${line}`);

  it.each([
    ['docs/decisions/0005-checked-once-timed-always.md', /reaches ([\d.]+) of/, /@fastify\/jwt/],
    ['docs/modes.md', /Sentinel is ([\d.]+) times/, /session-redis, sentinel {2}session-redis/],
    ['docs/modes.md', /the Cluster ([\d.]+) times/, /session-redis, cluster {3}session-redis/],
  ])('%s has the figure of the README: %s', (document, quote, line) => {
    expect(quote.exec(read(document))?.[1]).toBe(ratioOf(line));
  });

  it('docs/operations.md names the reasons that the alert LogInsLost counts', () => {
    const [, reasons = ''] =
      /reason=~"(unknown-session[^"]*)"/.exec(read('services/deploy/observability/alerts.yml')) ?? [];
    const row = rowsOf('docs/operations.md', /^Prometheus/).find(([alert]) => alert === '`LogInsLost`');
    expect(codesIn(row?.[1] ?? '')).toEqual(reasons.split('|'));
  });

  it('docs/page.md names the parts of the API of the control room', () => {
    const routes = read('services/lab/src/openapi.test.ts').matchAll(/'[A-Z]+ (\/lab\/[a-z-]+)/g);
    const section = read('docs/page.md')
      .split(/^## /m)
      .find((text) => text.startsWith('The control room'));
    const [list = ''] = /`GET \/docs` documents it[\s\S]*?It uses/.exec(section ?? '') ?? [];
    const named = codesIn(list).filter((path) => path.startsWith('/lab/'));
    expect(named.sort()).toEqual([...new Set(Array.from(routes, ([, path]) => path))].sort());
  });

  it('docs/architecture.md has the limits of header lines', () => {
    const [, ofLine = ''] =
      /^large_client_header_buffers \d (\d+)k;/m.exec(read('nginx/api.inc.template')) ?? [];
    const [, together = ''] = /headerBytes = (\d+) \* 1024/.exec(read('services/http/src/server.ts')) ?? [];
    const [limits = ''] = /A request may have 1,000 header lines[\s\S]*?states the limit/.exec(
      read('docs/architecture.md'),
    ) ?? [''];
    expect(limits).toContain(`${together} kB together`);
    expect(limits).toContain(`none may have more than ${ofLine} kB`);
  });
});

describe.each([
  ['README.md', /^Settings/],
  ['README.ko.md', /^설정/],
])('the settings of %s', (document, heading) => {
  const rows = rowsOf(document, heading);
  const documented = rows.flatMap(([names = '']) => codesIn(names));

  it('are those that the code reads', () => {
    expect([...documented].sort()).toEqual([...readVariables()].sort());
  });

  it('have the defaults that the code has', () => {
    for (const [names = '', defaults = ''] of rows) {
      if (!/^`[^`]+`(, `[^`]+`)*$/.test(defaults)) continue; // in words: none, a random one, the port above
      const values = codesIn(defaults);
      expect(values, names).toHaveLength(codesIn(names).length);
      for (const [at, name] of codesIn(names).entries())
        expect(configOf({ [name]: values[at] }), name).toEqual(configOf({}));
    }
  });

  it('state the possible numbers of instances', () => {
    expect(() => parseLauncherConfig({ INSTANCES: '0' })).toThrow(`from 1 to ${mostInstances}`);
    expect(rows.find(([names]) => names === '`INSTANCES`')?.[2]).toContain(`1–${mostInstances}`);
  });
});

const secrets = { SESSION_SECRET: makeSecret(), JWT_SECRET: makeSecret() };

function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The configuration of `npm start` and an instance from these variables. The instance checks the variables that it gets. */
function configOf(env: Readonly<Record<string, string | undefined>>) {
  const { forwardedEnv, ...ofLauncher } = parseLauncherConfig(env);
  const ofInstance = parseConfig({ ...secrets, ...forwardedEnv }, readFileSync);
  return { ofLauncher, ofInstance };
}

/** The variables that `npm start` reads or passes on, without those of the system. */
function readVariables(): ReadonlySet<string> {
  const names = new Set<string>();
  const env = new Proxy({} as Record<string, undefined>, {
    get: (_target, name) => void names.add(String(name)),
  });
  parseLauncherConfig(env);
  for (const name of ['PATH', 'HOME', 'LANG', 'TZ', 'NODE_OPTIONS', 'NODE_DEBUG']) names.delete(name);
  return names;
}

it.each([
  ['README.md', 'Refusals are'],
  ['README.ko.md', '거부 응답은'],
])('the reasons that %s names are in the table of refusals', (document, start) => {
  const files = ['services/http/src/problem.ts', 'services/api/src/problem.ts'];
  const table = files.map((file) => read(file).split('satisfies')[0]).join('');
  const codes = [...table.matchAll(/^ {2}'?([a-z-]+)'?: \{/gm)].map(([, code]) => code);
  const text = read(document);
  const paragraph = text.slice(text.indexOf(start), text.indexOf('\n\n', text.indexOf(start)));
  const named = codesIn(paragraph).filter((code) => /^[a-z-]+$/.test(code) && code !== 'code');
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((code) => !codes.includes(code))).toEqual([]);
});

it.each([
  ['docs/workshop/steps.md', (seconds: number) => `${seconds} s`],
  ['docs/workshop/steps.ko.md', (seconds: number) => `${seconds}초`],
])('%s states how long the stolen copy works', (document, inWords) => {
  const [, ofVictim] =
    /victimLifeSeconds = (\d+)/.exec(read('services/dashboard/src/panels/theft/copy-life.ts')) ?? [];
  const [, byDefault] = /'JWT_TTL', (\d+),/.exec(read('services/api/src/config.ts')) ?? [];
  const step = read(document)
    .split(/^## /m)
    .find((text) => text.startsWith('9.'));
  expect(step).toContain(inWords(Number(ofVictim)));
  expect(step).toContain(inWords(Number(byDefault)));
});
