// Entrances: the ways in through the balancer. In a sticky mode there is one to each instance, elsewhere one to all.
import type { Mode } from '@scale-out-lab/core';
import { headerValues } from '../../model/answer.js';
import { exitCodes, LoadtestFailure } from '../../model/failure.js';
import { createCookieJar } from '../../users/cookie-jar.js';
import type { Http } from './http.js';

export interface AffinityRoute {
  /** The affinity cookies that lead to one instance; undefined where the balancer gives every instance its turn. */
  readonly cookie: string | undefined;
}

/** An even hash leads to a given one of N instances once in N tries; this many miss one of nine in 10^15 runs. */
const triesPerInstance = 40;
const json = { 'content-type': 'application/json' };

/** Asks as an unknown client until the balancer has given a way to every instance. */
export async function findAffinityRoutes(
  http: Http,
  mode: Mode,
  instances: readonly string[],
): Promise<readonly AffinityRoute[]> {
  if (mode.balancing !== 'sticky') return [{ cookie: undefined }];
  // Only the answer to a log-in gives the cookie. One without credentials is refused, and opens nothing.
  const emptyLogIn = { method: 'POST', path: `/api/${mode.name}/login`, headers: json, body: '{}' };
  const found = new Map<string, AffinityRoute>();
  for (let tries = 0; found.size < instances.length; tries += 1) {
    if (tries > triesPerInstance * instances.length) throw notFound(mode, instances, found);
    const { answer, instance } = await http.send(emptyLogIn);
    if (answer === undefined || instance === undefined || !instances.includes(instance)) continue;
    const jar = createCookieJar();
    jar.store(headerValues(answer, 'set-cookie'));
    found.set(instance, { cookie: jar.header() });
  }
  return [...found.values()];
}

function notFound(mode: Mode, instances: readonly string[], found: ReadonlyMap<string, AffinityRoute>) {
  const sentence = `${mode.name}: the balancer led to ${found.size} of ${instances.length} instances only.`;
  return new LoadtestFailure(exitCodes.missing, sentence);
}
