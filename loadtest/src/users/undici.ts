// Drives virtual users with undici: one connection a user, one request at a time (a closed model).
import { setTimeout as sleep } from 'node:timers/promises';
import { openConnection } from '../http/connection.js';
import { withHeaders } from '../http/requests.js';
import type { VirtualUser } from './virtual-user.js';

/** After a request without an answer, so that no hot loop calls a server that is down. */
const pauseMs = 20;

/** Sends the users' requests to `url` until `stop` is aborted. No request is sent twice. */
export async function driveUsers(url: URL, users: readonly VirtualUser[], stop: AbortSignal): Promise<void> {
  await Promise.all(users.map((user) => drive(url, user, stop)));
  for (const user of users) user.leave();
}

async function drive(url: URL, user: VirtualUser, stop: AbortSignal): Promise<void> {
  const connection = openConnection(url);
  const halt = () => void connection.destroy();
  stop.addEventListener('abort', halt, { once: true });
  while (!stop.aborted) {
    const sentAt = performance.now();
    const { answer } = await connection.exchange(withHeaders(user.next(), { accept: 'application/json' }));
    const latencyMs = performance.now() - sentAt;
    // A request without an answer is lost. The user enters that with its next request.
    if (answer) user.answered(answer, latencyMs);
    const thinkMs = answer ? user.thinkMs(latencyMs) : pauseMs;
    if (thinkMs >= 1 && !stop.aborted) await sleep(thinkMs);
  }
  stop.removeEventListener('abort', halt);
  await connection.destroy();
}
