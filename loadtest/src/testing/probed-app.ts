// An application in this process for tests of the probe: healthy, except for the requests that a test answers itself.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { serve } from '@scale-out-lab/core/testing/serve';
import { runProbe } from '../probe/run-probe.js';
import { parseProbe } from '../probe/to-plan.js';

export type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => unknown;

const few = ['--users', '12', '--checks', '12', '--precision', '2', '--threshold', 'failed<5%'];
export const form = ['--login', 'POST /login user=alice&password=demo'];

export const planOf = (url: string, more: readonly string[]) =>
  parseProbe([url, '--check', 'GET /account', '--rate', '2000', ...few, ...more], {});

export async function probe(answer: Answer, more: readonly string[] = form) {
  const url = await serve(async (request, response) => {
    answer(request, response, await text(request));
  });
  return runProbe(planOf(url, more), { signal: new AbortController().signal, show: () => {} });
}

export const isLogIn = ({ method, url }: IncomingMessage) => method === 'POST' && url === '/login';
export const sidOf = ({ headers }: IncomingMessage) => /sid=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? '';
export const refuse = (response: ServerResponse) => response.writeHead(401).end();

/** Every instance accepts every session. */
function logInOf(sessions: Set<string>, response: ServerResponse): void {
  const sid = randomUUID();
  sessions.add(sid);
  response.appendHeader('set-cookie', `sid=${sid}; Path=/`).writeHead(303, { location: '/account' }).end();
}

/** A healthy application, except for the requests that `instead` answers. */
export function healthy(instead: Answer = () => false): Answer {
  const sessions = new Set<string>();
  return (request, response, body) => {
    if (instead(request, response, body)) return;
    if (isLogIn(request)) return logInOf(sessions, response);
    if (request.url === '/logout') {
      sessions.delete(sidOf(request));
      return response.end();
    }
    if (sessions.has(sidOf(request))) response.end('alice');
    else refuse(response);
  };
}

export const causesOf = (report: Awaited<ReturnType<typeof probe>>) =>
  report.diagnoses.map(({ cause, confidence }) => [cause, confidence]);
