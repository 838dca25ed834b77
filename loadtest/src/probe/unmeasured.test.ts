// Applications of which nothing can be measured: the report is undecided, and its reason is a sentence.
import type { RequestListener } from 'node:http';
import { serve } from '@scale-out-lab/core/testing/serve';
import { expect, it } from 'vitest';
import { runProbe } from './run-probe.js';
import { parseProbe } from './to-plan.js';

it.each<readonly [what: string, timeoutSeconds: number, listener: RequestListener, sentence: string]>([
  [
    'a log-in that always answers 200',
    30,
    (_request, response) => response.end('<form>Log in</form>'),
    'None of 60 checks after a log-in proves it; the log-in itself was answered with 200.',
  ],
  [
    'a log-in page with a CAPTCHA',
    30,
    (_request, response) => response.end('<div class="h-captcha"></div>'),
    'The log-in page has a CAPTCHA',
  ],
  [
    'a redirect loop',
    30,
    (request, response) =>
      request.url === '/account'
        ? response.writeHead(401).end()
        : response.writeHead(302, { location: '/login' }).end(),
    'The log-in was redirected over 10 times.',
  ],
  [
    'a log-in that requires a second factor',
    30,
    (request, response) =>
      response.writeHead(request.method === 'POST' ? 200 : 401).end('Enter your verification code'),
    'The log-in requires a second factor',
  ],
  [
    'a log-in that refuses with the word for a second factor',
    30,
    (_request, response) => response.writeHead(401).end('{"error":"mfa_required"}'),
    'The log-in was answered with 401 mfa_required. The log-in requires a second factor',
  ],
  [
    'a log-in that hangs',
    1,
    (request, response) => request.method === 'GET' && response.writeHead(401).end(),
    'The log-in got no answer (timeout).',
  ],
  [
    'a log-in page that needs JavaScript',
    30,
    (request, response) =>
      response.writeHead(request.method === 'POST' ? 200 : 401).end('<noscript>Turn it on</noscript>'),
    'The log-in page needs JavaScript',
  ],
  [
    'an application whose errors begin after the log-in',
    30,
    (request, response) =>
      response
        .writeHead(request.method === 'POST' ? 200 : request.headers.cookie ? 503 : 401, {
          'set-cookie': 'sid=abc',
          'retry-after': '0',
        })
        .end(),
    'Stopped: 20 checks in a row got no answer or an error of the server.',
  ],
  ['a server that hangs', 1, () => {}, 'cannot be reached (timeout)'],
  [
    'a body that never ends, byte by byte',
    1,
    (_request, response) => {
      const timer = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(timer));
    },
    'cannot be reached (timeout)',
  ],
  [
    'an endless body',
    30,
    (_request, response) => {
      const timer = setInterval(() => response.write('x'.repeat(1_000_000)), 1);
      response.on('close', () => clearInterval(timer));
    },
    'UND_ERR_RES_EXCEEDED_MAX_SIZE',
  ],
])('%s leaves the probe undecided, with the reason', async (_what, timeoutSeconds, listener, sentence) => {
  const url = await serve(listener);
  const login = ['--login', 'POST /login user=Alice&password=wrong'];
  const check = ['--check', 'GET /account', '--expect', 'Alice'];
  const timeout = ['--timeout', String(timeoutSeconds)];
  const plan = parseProbe([url, ...login, ...check, '--rate', '1000', ...timeout], {});
  const report = await runProbe(plan, { signal: new AbortController().signal, show: () => {} });
  expect(report).toMatchObject({ verdict: 'undecided', requests: 0, failureRate: 0, interval: [0, 1] });
  expect(report.reason).toContain(sentence);
});
