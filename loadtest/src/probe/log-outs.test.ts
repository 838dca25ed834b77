// Log-outs, and the parts of a probe that are left out, as the report shows them.
import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { type Answer, causesOf, form, healthy, isLogIn, probe, sidOf } from '../testing/probed-app.js';

/** Some checks of users get 502. @param isFailed by the number of the check */
function failing(isFailed: (check: number) => boolean): Answer {
  let checks = 0;
  return (request, response) => {
    if (request.url !== '/account' || sidOf(request) === '') return false;
    checks += 1;
    return isFailed(checks) && response.writeHead(502).end();
  };
}

/** 9 checks of the first look, the page after the log-in, and then those of the first user on fresh connections. */
const isFifth = (check: number) => check === 15;

it('a log-out that revokes nothing is named although one check failed before', async () => {
  const one = failing(isFifth);
  const report = await probe(
    healthy(
      (request, response, body) =>
        one(request, response, body) ||
        // It deletes the cookie, but the session stays valid.
        (request.url === '/logout' && response.setHeader('set-cookie', 'sid=; Max-Age=0').end()),
    ),
    [...form, '--log-out', 'POST /logout'],
  );
  expect(report.parts[0]?.failures).toBe(1);
  expect({ verdict: report.verdict, causes: causesOf(report) }).toEqual({
    verdict: 'broken',
    causes: [['not-revoked', 'confirmed']],
  });
});

it('an application that is healthy but for one failed check ran every part', async () => {
  const report = await probe(healthy(failing(isFifth)), [...form, '--log-out', 'POST /logout']);
  expect(report.parts[0]?.failures).toBe(1);
  expect({ verdict: report.verdict, notRun: report.notRun }).toEqual({ verdict: 'healthy', notRun: [] });
  expect(report.parts.map(({ part }) => part)).toContain('other-addresses');
});

it('a report names the parts that were left out because checks fail', async () => {
  const report = await probe(healthy(failing((check) => check % 8 === 0)), [
    ...form,
    '--log-out',
    'POST /logout',
  ]);
  expect(report.notRun).toEqual([
    'checks from other addresses',
    'checks without one cookie',
    'replay after a log-out',
  ]);
  expect(report.remarks[0]).toBe('Checks fail, so the parts that follow would show nothing more.');
  expect(report.verdict).not.toBe('healthy');
});

it('the log-out is not called tested if the log-in before it fails', async () => {
  let logIns = 0;
  const report = await probe(
    healthy((request, response) => {
      if (isLogIn(request)) logIns += 1;
      // The last of 24: first look, 12 on fresh and 8 on kept connections, other addresses, cookies, log-out.
      return isLogIn(request) && logIns === 24 && response.writeHead(500).end();
    }),
    [...form, '--log-out', 'POST /logout'],
  );
  expect(logIns).toBe(24);
  expect(report).toMatchObject({ verdict: 'undecided', notRun: ['replay after a log-out'] });
});

it.each([
  ['that fails', 404, 'The log-out fails (404), so nothing was replayed.'],
  [
    'that does nothing',
    200,
    'The request of --log-out deletes no cookie and ends no log-in: name the one that logs out.',
  ],
])('a log-out %s proves nothing about the application', async (_what, status, remark) => {
  const report = await probe(
    healthy((request, response) => request.url === '/wrong' && response.writeHead(status).end()),
    [...form, '--log-out', 'POST /wrong'],
  );
  expect({ verdict: report.verdict, causes: causesOf(report) }).toEqual({ verdict: 'undecided', causes: [] });
  expect(report).toMatchObject({ remarks: [remark], notRun: ['replay after a log-out'] });
});

it.each([
  ['a field', [], (_headers: IncomingMessage['headers'], body: string) => body.includes('_csrf=x')],
  [
    'a header',
    ['--csrf-header', 'X-CSRF-Token'],
    (headers: IncomingMessage['headers']) => headers['x-csrf-token'] === 'x',
  ],
])('a log-out carries the CSRF token in %s', async (_what, more, hasToken) => {
  const report = await probe(
    healthy((request, response, body) => {
      if (request.url === '/form') return response.end('<input name="_csrf" value="x">');
      if (request.method !== 'POST' || hasToken(request.headers, body)) return false;
      return response.writeHead(403).end();
    }),
    [...form, '--csrf', '/form _csrf', ...more, '--log-out', 'POST /logout'],
  );
  expect({ verdict: report.verdict, notRun: report.notRun }).toEqual({ verdict: 'healthy', notRun: [] });
});

it('a log-out carries the CSRF token of a page that its page redirects to', async () => {
  const report = await probe(
    healthy((request, response, body) => {
      if (request.url === '/form') return response.writeHead(302, { location: '/form/' }).end();
      if (request.url === '/form/') return response.end('<input name="_csrf" value="x">');
      return request.method === 'POST' && !body.includes('_csrf=x') && response.writeHead(403).end();
    }),
    [...form, '--csrf', '/form _csrf', '--log-out', 'POST /logout'],
  );
  expect({ verdict: report.verdict, notRun: report.notRun }).toEqual({ verdict: 'healthy', notRun: [] });
});

it('a log-out that does nothing is no fault although one replay gets no useful answer', async () => {
  let after = 0;
  const report = await probe(
    healthy((request, response) => {
      if (request.url === '/wrong') {
        after = 1;
        return response.end();
      }
      if (after > 0) after += 1;
      return after === 10 && response.writeHead(502).end();
    }),
    [...form, '--log-out', 'POST /wrong'],
  );
  expect(after).toBe(41);
  expect(causesOf(report)).toEqual([]);
  expect(report.notRun).toEqual(['replay after a log-out']);
});
