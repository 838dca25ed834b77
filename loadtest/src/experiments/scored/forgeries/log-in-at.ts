// A log-in that a certain instance serves, whatever the balancer picks first.
import type { Mode } from '@scale-out-lab/core';
import type { ClusterClient } from '../../client/cluster-client.js';
import type { HttpRequest } from '../../client/http.js';
import { type LogIn, type LogInWishes, logInRequest, readLogIn } from '../../client/log-in.js';

export interface LogInAtOptions {
  /** Undefined: any instance will do. */
  readonly instance: string | undefined;
  readonly wishes?: LogInWishes;
  /** What the client carries already. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** @throws LoadtestFailure when that instance gives no log-in */
export async function logInAt(
  cluster: ClusterClient,
  mode: Mode,
  username: string,
  { instance, wishes = {}, headers = {} }: LogInAtOptions,
): Promise<LogIn> {
  const request = logInRequest(mode, username, wishes);
  const carrying: HttpRequest = {
    ...request,
    headers: { ...request.headers, ...headers } as typeof headers,
  };
  const isThere = (served: string | undefined) => instance === undefined || served === instance;
  const reply = await cluster.sendUntil(
    carrying,
    ({ answer, instance: served }) => answer?.status === 200 && isThere(served),
  );
  return readLogIn(mode, username, reply);
}
