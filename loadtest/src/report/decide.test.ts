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

it('a need is met where the measured figures say so, and the others have the figure that says not', () => {
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
