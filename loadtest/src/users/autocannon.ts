// Drives virtual users with autocannon: one connection a user, one request at a time (a closed model).
import autocannon from 'autocannon';
import { type ApiRequest, withHeaders } from '../http/requests.js';
import { basePathOf } from '../http/url.js';
import type { Answer } from '../model/answer.js';
import { type GuardedClient, guardConnection, pause } from './autocannon-guard.js';
import type { VirtualUser } from './virtual-user.js';

/** A request that takes longer is lost, and autocannon reconnects. */
const timeoutSeconds = 5;
/** autocannon notices `stop()` when it takes its next sample, by default once a second. */
const sampleMs = 20;

/** Sends the users' requests to `url` until `stop` is aborted. */
export async function driveUsers(url: URL, users: readonly VirtualUser[], stop: AbortSignal): Promise<void> {
  const waiting = users.values();
  await new Promise<void>((resolve, reject) => {
    const instance = autocannon(
      {
        url: url.href,
        connections: users.length,
        // No limit: `stop` ends the trial, when its users have finished or at its deadline.
        amount: Number.MAX_SAFE_INTEGER,
        timeout: timeoutSeconds,
        sampleInt: sampleMs,
        skipAggregateResult: true,
        setupClient(client) {
          const user = waiting.next().value;
          if (user) attach(user, client as GuardedClient, basePathOf(url));
        },
      },
      (error) => {
        stop.removeEventListener('abort', halt);
        if (error) reject(error);
        else resolve();
      },
    );
    const halt = () => instance.stop();
    if (stop.aborted) halt();
    stop.addEventListener('abort', halt, { once: true });
  });
  for (const user of users) user.leave();
}

/** Builds each request when it is sent: a list of requests would hand answers to the wrong one after a reconnect. */
function attach(user: VirtualUser, client: GuardedClient, basePath: string): void {
  let answer: Answer | undefined;
  guardConnection(client);
  client.setRequests([
    {
      setupRequest: (request) => ({ ...request, ...toAutocannon(user.next(), basePath) }),
      onResponse: (status, body, _context, headers) => {
        answer = { status, body, headers: headers ?? {} };
      },
    },
  ]);
  // Follows onResponse at once, and has the only latency finer than a millisecond.
  client.on('response', (_status, _bytes, latencyMs) => {
    if (answer) user.answered(answer, latencyMs);
    answer = undefined;
    const thinkMs = user.thinkMs(latencyMs);
    if (thinkMs >= 1) pause(client, thinkMs);
  });
}

function toAutocannon(request: ApiRequest, basePath: string): autocannon.Request {
  const { method, path, headers, body } = withHeaders(request, { accept: 'application/json' });
  return { method, path: basePath + path, headers, body };
}
