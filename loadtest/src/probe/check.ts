// One check with a credential, and the record of it.
import type { Check } from '@scale-out-lab/core/wire';
import type { Headers, HttpRequest } from '../http/connection.js';
import { type Answer, headerValues } from '../model/answer.js';
import type { Agent, Reply, Route } from './agent.js';
import type { Credential } from './credential.js';
import type { ProbePlan } from './plan.js';
import { judgeCheck } from './proof.js';
import { resolve, toBody } from './request.js';

export interface CheckOptions {
  readonly route?: Route;
  /** The cookie to leave out. */
  readonly without?: string;
  /** A browser stores the cookies of the answer. */
  readonly isBrowser?: boolean;
  /** Headers instead of the credential's. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A check that the server limits is retried after the stated pause. */
const mostTries = 3;

/** @param credential undefined for a check without any */
export async function sendCheck(
  agent: Agent,
  plan: ProbePlan,
  credential: Credential | undefined,
  { route, without, isBrowser = false, headers: instead }: CheckOptions = {},
  loggedInAt = performance.now(),
): Promise<Check> {
  const url = resolve(plan.url, plan.check.path);
  for (let tries = 1; ; tries += 1) {
    const headers = instead ?? credential?.headers(url, without);
    const ageMs = performance.now() - loggedInAt;
    const reply = await agent.send(url, toRequest(plan, headers), route);
    if (reply.answer?.status === 429 && tries < mostTries) continue;
    if (isBrowser && reply.answer) credential?.store(reply.answer, url);
    return toCheck(plan, reply, ageMs);
  }
}

/** So many checks with one credential at once. */
export async function sendChecksAtOnce(
  agent: Agent,
  plan: ProbePlan,
  credential: Credential,
  count: number,
  route: Route,
  loggedInAt: number,
): Promise<readonly Check[]> {
  const url = resolve(plan.url, plan.check.path);
  const ageMs = performance.now() - loggedInAt;
  const replies = await agent.sendAtOnce(url, toRequest(plan, credential.headers(url)), count, route);
  return replies.map((reply) => toCheck(plan, reply, ageMs));
}

function toRequest({ check }: ProbePlan, carried: Headers | undefined): Omit<HttpRequest, 'path'> {
  const { headers, body } = toBody(check.body);
  return { method: check.method, headers: { ...headers, ...carried }, body };
}

const toCheck = ({ proof }: ProbePlan, { answer, failure }: Reply, ageMs: number): Check => ({
  outcome: judgeCheck(answer, proof),
  answer: answer && shorten(answer),
  failure,
  ageMs,
});

/** A thousand pages need not be kept whole, and of a cookie only the name is kept. */
function shorten({ status, headers, body }: Answer): Answer {
  const setCookies = headerValues({ status, headers, body }, 'set-cookie').map(hideValue);
  return { status, headers: { ...headers, 'set-cookie': setCookies }, body: copyOf(body.slice(0, 2000)) };
}

/** A part of a string keeps the whole in memory; a copy does not. */
const copyOf = (text: string) => Buffer.from(text).toString();

/** An empty value stays: it deletes the cookie. */
const hideValue = (setCookie: string) => setCookie.replace(/=\s*[^;\s][^;]*/, '=…');
