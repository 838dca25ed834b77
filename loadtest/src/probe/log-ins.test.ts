// Log-ins that fail: the reaction of the probe, and the number of its retries.
import { createHmac, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { serve } from '@scale-out-lab/core/testing/serve';
import { expect, it } from 'vitest';
import {
  type Answer,
  causesOf,
  form,
  healthy,
  isLogIn,
  planOf,
  probe,
  refuse,
  sidOf,
} from '../testing/probed-app.js';
import { isSentAgain } from './log-in.js';
import { mostRequests } from './plan.js';

it('an application that limits log-ins is undecided, and few of them are sent', async () => {
  let sent = 0;
  const report = await probe(
    healthy((request, response) => {
      if (!isLogIn(request)) return false;
      sent += 1;
      return sent > 5 && response.writeHead(429, { 'retry-after': '0' }).end();
    }),
  );
  expect({ verdict: report.verdict, sent }).toEqual({ verdict: 'undecided', sent: 8 });
  expect(causesOf(report)).toEqual([['rate-limit', 'confirmed']]);
  expect(report.diagnoses[0]?.evidence).toEqual(['3 of 8 log-ins were answered 429.']);
});

it.each([
  ['an error of the server', 500, []],
  ['a refusal', 401, []],
])('log-ins of which some get %s are not healthy', async (_what, status, expected) => {
  let sent = 0;
  const report = await probe(
    healthy((request, response) => {
      if (!isLogIn(request)) return false;
      sent += 1;
      return sent % 3 === 0 && response.writeHead(status).end();
    }),
  );
  expect(report.verdict).toBe('undecided');
  expect(report.reason).toMatch(
    /^\d+ of \d+ log-ins failed with the same credentials: the log-in was answered/,
  );
  expect(causesOf(report)).toEqual(expected);
});

it('an account that is locked is no sign-in that is split', async () => {
  let sent = 0;
  const report = await probe(
    healthy((request, response) => {
      if (request.url === '/form') return response.end('<input name="_csrf" value="x">');
      if (!isLogIn(request)) return false;
      sent += 1;
      return sent > 6 && response.writeHead(403).end('Locked.');
    }),
    [...form, '--csrf', '/form _csrf'],
  );
  expect(causesOf(report)).toEqual([]);
  expect(report.verdict).toBe('undecided');
});

it.each([
  ['401', (response: ServerResponse) => refuse(response), 1],
  [
    'a redirect to a page with 401',
    (response: ServerResponse) => response.writeHead(302, { location: '/denied' }).end(),
    3,
  ],
])('a wrong password that gets %s is sent few times', async (_what, answer, expected) => {
  let sent = 0;
  const { verdict } = await probe(
    healthy((request, response) => {
      if (!isLogIn(request)) return false;
      sent += 1;
      return answer(response);
    }),
  );
  expect({ verdict, sent }).toEqual({ verdict: 'undecided', sent: expected });
});

it.each([
  [503, 'Look at the log of the application.'],
  [401, 'Check the user and the password.'],
])('a log-in that gets %s is explained', async (status, hint) => {
  const { reason } = await probe(
    healthy((request, response) => isLogIn(request) && response.writeHead(status).end()),
  );
  expect(reason).toBe(`The log-in was answered with ${status}. ${hint}`);
});

it('a second factor that the next page requires is named', async () => {
  const { reason } = await probe(
    healthy((request, response) => {
      if (request.url === '/code') return response.end('Enter the one-time code.');
      if (!isLogIn(request)) return false;
      return response.writeHead(302, { location: '/code', 'set-cookie': 'pending=1; Path=/' }).end();
    }),
  );
  expect(reason).toContain('answered with 302 to /code. The log-in requires a second factor;');
});

it('sessions that are unknown at first are not named as those in memory', async () => {
  const checksOf = new Map<string, number>();
  const report = await probe(
    healthy((request, response) => {
      if (request.url !== '/account') return false;
      const checks = (checksOf.get(sidOf(request)) ?? 0) + 1;
      checksOf.set(sidOf(request), checks);
      return checks < 7 && checks % 2 === 0 && refuse(response);
    }),
  );
  expect({ verdict: report.verdict, causes: causesOf(report) }).toEqual({ verdict: 'undecided', causes: [] });
});

it('the page with the CSRF token may be behind a redirect that sets a cookie', async () => {
  const { verdict, reason } = await probe(
    healthy((request, response) => {
      if (request.url === '/form')
        return response.writeHead(302, { location: '/form/', 'set-cookie': 'seen=1; Path=/' }).end();
      if (request.url === '/form/') return response.end('<input name="_csrf" value="a&#x2F;b&#43;c&#34;">');
      return false;
    }),
    [...form, '--csrf', '/form _csrf'],
  );
  expect({ verdict, reason }).toEqual({ verdict: 'healthy', reason: null });
});

it.each([
  ['http://a.example/login', 'http://a.example/sign-in', true],
  ['http://a.example/login', 'https://a.example/login', true],
  ['http://a.example:8080/login', 'https://a.example:8080/login', true],
  ['https://a.example/login', 'http://a.example/login', false],
  ['http://a.example/login', 'https://a.example:8443/login', false],
  ['http://a.example/login', 'http://a.example:8080/login', false],
  ['http://a.example/login', 'https://b.example/login', false],
])('whether a password follows a 307 from %s to %s: %s', (from, to, isSent) => {
  expect(isSentAgain({ status: 307 }, new URL(from), new URL(to))).toBe(isSent);
});

it('a log-in that is redirected to another port with 308 sends no password there', async () => {
  const bodies: string[] = [];
  const other = await serve(async (request, response) => {
    bodies.push(await text(request));
    response.end();
  });
  await probe(
    healthy((request, response) => isLogIn(request) && response.writeHead(308, { location: other }).end()),
  );
  expect(bodies.length).toBeGreaterThan(0);
  expect(new Set(bodies)).toEqual(new Set(['']));
});

it('a log-in that is redirected with 307 is sent again', async () => {
  const { verdict } = await probe(
    healthy((request, response) => {
      if (request.url !== '/log-in') return false;
      return response.writeHead(307, { location: '/login' }).end();
    }),
    ['--login', 'POST /log-in user=alice&password=demo'],
  );
  expect(verdict).toBe('healthy');
});

it('a probe sends no more than it announces, although the application sets five cookies', async () => {
  const csrf = ['--csrf', '/form _csrf', '--log-out', 'POST /logout'];
  const more = [...form, ...csrf, '--users', '2', '--threshold', 'failed<20%'];
  const { sent, logIns, notRun } = await probe(
    healthy((request, response) => {
      if (request.url === '/form') return response.end('<input name="_csrf" value="x">');
      if (!isLogIn(request)) return false;
      for (const name of ['a', 'b', 'c', 'd']) response.appendHeader('set-cookie', `${name}=1; Path=/`);
      return false;
    }),
    more,
  );
  const most = mostRequests(planOf('http://127.0.0.1:1', more));
  expect(notRun).toEqual([]);
  expect(logIns).toBe(most.logIns);
  expect(sent).toBeLessThanOrEqual(most.requests);
});

it('a watch sends no more than it announces, although each log-in takes three requests', async () => {
  const more = [...form, '--watch', '1', '--users', '150', '--rate', '200', '--csrf', '/form _csrf'];
  const { sent, logIns } = await probe(
    healthy((request, response) => {
      if (request.url === '/form') return response.writeHead(302, { location: '/form/' }).end();
      if (request.url === '/form/') return response.end('<input name="_csrf" value="x">');
      return false;
    }),
    more,
  );
  const most = mostRequests(planOf('http://127.0.0.1:1', more));
  expect(logIns).toBe(most.logIns);
  expect(sent).toBeLessThanOrEqual(most.requests);
});

it('a landing that leads on to another instance does not undo the log-in', async () => {
  let landings = 0;
  const { logIns, diagnoses } = await probe(
    healthy((request, response) => {
      // The landing is the first request after a log-in.
      if (isLogIn(request)) landings += 1;
      else if (landings > 0) {
        landings -= 1;
        const headers = { location: '/sign-in', 'set-cookie': 'sid=; Max-Age=0; Path=/' };
        return response.writeHead(302, headers).end();
      } else if (request.url === '/sign-in') return response.writeHead(404).end();
      return false;
    }),
  );
  expect(logIns).toBeGreaterThan(12);
  expect(diagnoses.map(({ cause }) => cause)).not.toContain('sign-in-split');
});

/**
 * Two instances with sessions of their own; the first answers three log-ins of four, and three of four other requests. In one
 * rotation for both, the random length of a series could lead every log-in to the first.
 */
function unequal(): Answer {
  const instances = [healthy(), healthy()];
  const turns = { logIn: 0, other: 0 };
  return (...exchange) => {
    const turn = ++turns[isLogIn(exchange[0]) ? 'logIn' : 'other'];
    instances[turn % 4 === 0 ? 1 : 0]?.(...exchange);
  };
}

it('sessions in memory are named where instances answer unequal shares', async () => {
  const report = await probe(unequal(), [...form, '--checks', '50']);
  expect(causesOf(report)[0]).toEqual(['state-in-memory', 'likely']);
  expect(causesOf(report).map(([cause]) => cause)).not.toContain('stale-key');
  // A log-in is accepted in a quarter of its checks or in three quarters.
  const { estimate, interval } = report.instances;
  expect(estimate).toBeGreaterThan(4 / 3);
  expect(estimate).toBeLessThan(4);
  expect(interval?.[0]).toBeLessThan(estimate ?? 0);
  expect(interval?.[1]).toBeGreaterThan(estimate ?? 0);
});

it('a token in a given cookie is a token', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = `${part({ alg: 'HS256' })}.${part({ sub: 'alice' })}`;
  const token = `${unsigned}.${createHmac('sha256', 'a').update(unsigned).digest('base64url')}`;
  let turn = 0;
  const report = await probe(
    (request, response) => {
      turn += 1;
      if (turn % 3 === 0 && request.headers.cookie === `lang=en; auth=${token}`) response.end('alice');
      else refuse(response);
    },
    ['--credential', `Cookie: lang=en; auth=${token}`],
  );
  expect(causesOf(report)[0]).toEqual(['own-signing-keys', 'likely']);
});

interface Renewing {
  /** One for each instance. */
  readonly stores?: readonly Set<string>[];
  readonly hasLanding?: boolean;
}

/** Each answer gives a new session ID and ends the one before. */
function renewing({ stores = [new Set()], hasLanding = true }: Renewing = {}): Answer {
  return (request, response) => {
    const store = stores[Math.floor(Math.random() * stores.length)] ?? new Set();
    if (!isLogIn(request) && !store.delete(sidOf(request))) return refuse(response);
    const sid = randomUUID();
    if (request.url !== '/logout') store.add(sid);
    response.setHeader('set-cookie', `sid=${sid}; Path=/`);
    if (isLogIn(request) && hasLanding) response.writeHead(303, { location: '/account' });
    response.end('alice');
  };
}

it.each([
  ['a page', true],
  ['nothing else', false],
])(
  'an application that renews its session ID with each answer is healthy, if a log-in leads to %s',
  async (_what, hasLanding) => {
    const report = await probe(renewing({ hasLanding }), [...form, '--log-out', 'POST /logout']);
    expect(report.reason).toBeNull();
    expect(report.verdict).toBe('healthy');
    expect(report.failureRate).toBe(0);
    expect(report.remarks[0]).toMatch(/^Each answer gives a new credential and ends the one before/);
  },
);

it('an application that renews its session ID in the memory of each instance is not healthy', async () => {
  const report = await probe(renewing({ stores: [new Set(), new Set()] }));
  expect(report.verdict).not.toBe('healthy');
});
