// Which instances are behind the URL, found out by asking until nothing new has answered for a while.

import { type Answer, headerValues, instanceOf, textField } from '../model/answer.js';
import { exitCodes, LoadtestFailure } from '../model/failure.js';
import { ask } from './ask.js';

export interface Discovery {
  readonly instances: readonly string[];
  /** What the balancer calls itself in its `Server` header, if it does. */
  readonly server: string | undefined;
}

/** More than this is no laptop's cluster, but a server that makes up a name for each answer. */
const maxInstances = 200;

export async function discoverInstances(url: URL, signal: AbortSignal): Promise<Discovery> {
  const instances = new Set<string>();
  let server: string | undefined;
  let answersWithoutNews = 0;
  // With a balancer that picks at random, 12 + 3N answers miss one of N instances less than once in 200 tries.
  while (answersWithoutNews < 3 * instances.size + 12) {
    const answer = await ask(url, '/api/instance', signal);
    const instance = readInstance(url, answer);
    answersWithoutNews = instances.has(instance) ? answersWithoutNews + 1 : 0;
    instances.add(instance);
    server ??= headerValues(answer, 'server')[0];
    if (instances.size > maxInstances) throw notTheLab(url, `over ${maxInstances} instances answered`);
  }
  return { instances: [...instances].sort(), server };
}

function readInstance(url: URL, answer: Answer): string {
  if (answer.status >= 502 && answer.status <= 504) {
    throw new LoadtestFailure(
      exitCodes.missing,
      `${url.href} answers ${answer.status}: the balancer is up, but none of its instances. Wait a moment, or look at their logs.`,
    );
  }
  const instance = textField(answer, 'instanceId') ?? instanceOf(answer);
  if (answer.status !== 200 || instance === undefined) {
    throw notTheLab(url, `GET /api/instance was answered with ${answer.status} and names no instance`);
  }
  return instance;
}

function notTheLab(url: URL, evidence: string): LoadtestFailure {
  return new LoadtestFailure(
    exitCodes.missing,
    `Something answers at ${url.href}, but it is not the scale-out lab: ${evidence}. Name another address with --url.`,
  );
}
