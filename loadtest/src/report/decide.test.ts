import { exactly } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { toFigure } from '../model/agreement.js';
import { makeReport, makeTrial } from '../testing/report.js';
import { decisionTable } from './decide.js';
import { toPlainTable } from './report-table.js';

const rowsOf = (document: ReturnType<typeof makeReport>) => {
  const table = decisionTable(document);
  return table && Object.fromEntries(toPlainTable(table).rows.map(([need = '', ...cells]) => [need, cells]));
};

it('a need is met by the measured figures, and the other modes have the figure that misses it', () => {
  const rows = rowsOf(makeReport());
  expect(rows?.['no failed request of logged-in users when a second instance is added']).toEqual([
    'jwt-shared-key',
    'session-memory (68.0% lost)',
  ]);
  expect(rows?.['a log-out that ends a stolen copy at once']).toEqual([
    'none of those measured',
    'jwt-shared-key (9 s)',
  ]);
  expect(rows?.['no user logged out when an instance crashes']).toEqual([
    'none of those measured',
    'session-memory (4 of 12 users)',
  ]);
});

it('a need that was not measured names the command that measures it', () => {
  expect(rowsOf(makeReport())?.['no user logged out when Redis crashes without saving']).toEqual([
    'not measured: npm run demo -- --experiment redis-crash',
    '–',
  ]);
  expect(decisionTable(makeReport({ trials: [] }))).toBeUndefined();
});

it('every client model has to lose nothing, in every repeat', () => {
  const trials = [
    makeTrial({ mode: 'jwt-shared-key', failureRate: 0 }),
    makeTrial({ mode: 'jwt-shared-key', failureRate: 0, client: 'browser' }),
    makeTrial({ mode: 'jwt-shared-key', failureRate: 0.01, client: 'browser', repeat: 2 }),
  ];
  const rows = rowsOf(makeReport({ trials }));
  expect(rows?.['no failed request, and no Redis to run']).toEqual([
    'none of those measured',
    'jwt-shared-key (1.0% lost)',
  ]);
});

it('sign-ins must all succeed, and a mode with Redis is no mode without it', () => {
  const signedIn = (mode: string, count: number) => {
    const figures = [toFigure('signed in amid other requests', 'of 30 sign-ins', exactly(30, 'All.'), count)];
    return makeTrial({ mode, experiment: 'sign-in', figures });
  };
  const trials = [signedIn('oidc-redis', 30), signedIn('oidc-memory', 5)];
  const settings = { ...makeReport().settings, modes: ['oidc-redis', 'oidc-memory'] };
  const rows = rowsOf(makeReport({ settings, trials }));
  expect(rows?.['no failed sign-in through an OpenID provider when a second instance is added']).toEqual([
    'oidc-redis',
    'oidc-memory (5 of 30 sign-ins)',
  ]);
  expect(rows?.['no failed request, and no Redis to run']?.[1]).toContain('oidc-redis (needs Redis)');
});

const noLoss = 'no failed request of logged-in users when a second instance is added';
const lostNone = makeTrial({ mode: 'session-memory', failureRate: 0 });

it.each([
  ['one instance', { instances: ['api-1'], trial: lostNone }],
  ['too few requests', { instances: ['api-1', 'api-2'], trial: makeTrial({ ...lostNone, agrees: null }) }],
  [
    'affinity by accident',
    { instances: ['api-1', 'api-2'], trial: makeTrial({ ...lostNone, agrees: false }) },
  ],
])('a mode that lost nothing with %s is not listed as meeting the need', (_what, { instances, trial }) => {
  const { environment } = makeReport();
  const rows = rowsOf(makeReport({ environment: { ...environment, instances }, trials: [trial] }));
  expect(rows?.[noLoss]?.join()).not.toContain('session-memory');
});

it('a crash of an instance that had logged in none of the users shows nothing', () => {
  const figures = [toFigure('users logged out', 'of 12 users', exactly(0, 'None was its own.'), 0)];
  const trials = ['session-memory', 'session-redis'].map((mode) =>
    makeTrial({ mode, experiment: 'crash', figures }),
  );
  const settings = { ...makeReport().settings, modes: ['session-memory', 'session-redis'] };
  const rows = rowsOf(makeReport({ settings, trials }));
  expect(rows?.['no user logged out when an instance crashes']).toEqual(['session-redis', '–']);
});

it('a crash of Redis with saved data does not decide the need without saving', () => {
  const figures = [
    toFigure('users logged out, with an append-only file', 'of 500 users', exactly(0, 'Saved.'), 0),
  ];
  const trials = [makeTrial({ mode: 'session-redis', experiment: 'redis-crash', figures })];
  const settings = { ...makeReport().settings, modes: ['session-redis'] };
  const rows = rowsOf(makeReport({ settings, trials }));
  expect(rows?.['no user logged out when Redis crashes without saving']?.[0]).toMatch(/^not measured/);
});
