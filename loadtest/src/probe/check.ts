// One check with a credential, and the record of it.
import type { Check } from '@scale-out-lab/core/wire';
import { type Answer, headerValues } from '../model/answer.js';
import type { Agent, Route } from './agent.js';
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

/** A check that the server limits is sent again after the pause that it asks for. */
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
  const { headers: type, body } = toBody(plan.check.body);
  for (let tries = 1; ; tries += 1) {
    const headers = { ...type, ...(instead ?? credential?.headers(url, without)) };
    const ageMs = performance.now() - loggedInAt;
    const { answer, failure } = await agent.send(url, { method: plan.check.method, headers, body }, route);
    if (answer?.status === 429 && tries < mostTries) continue;
    if (isBrowser && answer) credential?.store(answer, url);
    return { outcome: judgeCheck(answer, plan.proof), answer: answer && shorten(answer), failure, ageMs };
  }
}

/** A thousand pages need not be kept whole, and no cookie need be kept at all: its name says enough. */
function shorten({ status, headers, body }: Answer): Answer {
  const setCookies = headerValues({ status, headers, body }, 'set-cookie').map(hideValue);
  return { status, headers: { ...headers, 'set-cookie': setCookies }, body: body.slice(0, 2000) };
}

/** An empty value stays: it deletes the cookie. */
const hideValue = (setCookie: string) => setCookie.replace(/=\s*[^;\s][^;]*/, '=…');
