// Drives virtual users with autocannon: one connection a user, one request at a time (a closed model).
import autocannon from 'autocannon';
import type { Answer } from '../model/answer.js';
import { type GuardedClient, guardConnection, pause } from './autocannon-guard.js';
import type { HttpRequest, VirtualUser } from './virtual-user.js';

/** A request that takes longer is lost, and autocannon connects anew. */
const timeoutSeconds = 5;
/** autocannon notices `stop()` when it takes its next sample, once a second unless told otherwise. */
const sampleMs = 20;

/** Sends the users' requests to `url` until `stop` is aborted. */
export async function driveUsers(url: URL, users: readonly VirtualUser[], stop: AbortSignal): Promise<void> {
  const waiting = users.values();
  await new Promise<void>((resolve, reject) => {
    const instance = autocannon(
      {
        url: url.href,
        connections: users.length,
        // No limit: a trial is over when its users have finished, or at its deadline, and `stop` says so.
        amount: Number.MAX_SAFE_INTEGER,
        timeout: timeoutSeconds,
        sampleInt: sampleMs,
        skipAggregateResult: true,
        setupClient(client) {
          const user = waiting.next().value;
          if (user) attach(user, client as GuardedClient, url.pathname.replace(/\/$/, ''));
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

/**
 * One request entry whose content is chosen anew each time. autocannon's lists of several requests hand answers to the
 * wrong entry after a reconnect.
 */
function attach(user: VirtualUser, client: GuardedClient, basePath: string): void {
  let answer: Answer | undefined;
  guardConnection(client);
  client.setRequests([
    {
      setupRequest: (request) => ({ ...request, ...toEntry(user.next(), basePath) }),
      onResponse: (status, body, _context, headers) => {
        answer = { status, body, headers: headers ?? {} };
      },
    },
  ]);
  // Comes right after onResponse, and is the only place where the latency is finer than a millisecond.
  client.on('response', (_status, _bytes, latencyMs) => {
    if (answer) user.answered(answer, latencyMs);
    answer = undefined;
    const thinkMs = user.thinkMs(latencyMs);
    if (thinkMs >= 1) pause(client, thinkMs);
  });
}

function toEntry(request: HttpRequest, basePath: string): autocannon.Request {
  const headers = { accept: 'application/json', ...request.headers };
  return { method: request.method, path: basePath + request.path, headers, body: request.body };
}
