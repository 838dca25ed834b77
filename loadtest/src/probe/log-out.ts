// Logs out once, as users do, and replays the credential of before.
import type { Check } from '@scale-out-lab/core/wire';
import type { Answer } from '../model/answer.js';
import { sendCheck } from './check.js';
import { type Credential, changedCookies } from './credential.js';
import { findCsrfToken, withCsrfToken } from './csrf.js';
import { mostRedirects, redirectOf } from './log-in.js';
import { logInOnce, type Run } from './measure.js';
import { tellingOf } from './observations.js';
import { fewestReplays, replays } from './plan.js';
import { describeRefusal } from './proof.js';
import { resolve } from './request.js';

/** @returns undefined if the log-in failed, or a sentence if the log-out did, so that a replay would prove nothing */
export async function replayAfterLogOut(run: Run): Promise<readonly Check[] | string | undefined> {
  const { agent, plan } = run;
  const result = await logInOnce(run);
  if (!result) return undefined;
  const { credential } = result;
  const before = credential.copy();
  const names = before.cookieNames(resolve(plan.url, plan.check.path));
  const answer = await logOut(run, credential);
  if (answer === undefined || answer.status >= 400)
    return `The log-out fails (${describeRefusal(answer)}), so nothing was replayed.`;
  const checks: Check[] = [];
  while (checks.length < replays) checks.push(await sendCheck(agent, plan, before));
  const telling = tellingOf(checks);
  if (telling.length < fewestReplays)
    return 'Too few checks after the log-out were accepted or refused, so they prove nothing.';
  const isIgnored = before.token === undefined && changedCookies(answer, names).length === 0;
  if (isIgnored && telling.every(({ outcome }) => outcome === 'ok'))
    return 'The request of --log-out deletes no cookie and ends no log-in: name the one that logs out.';
  return checks;
}

async function logOut({ agent, plan }: Run, credential: Credential): Promise<Answer | undefined> {
  if (!plan.logOut) return undefined;
  const url = resolve(plan.url, plan.logOut.path);
  const token = await readToken({ agent, plan }, credential);
  const request = withCsrfToken(plan, plan.logOut, token);
  const headers = { ...request.headers, ...credential.headers(url) };
  return (await agent.send(url, { ...request, headers })).answer;
}

/** Frameworks check the token of a log-out, too. */
async function readToken(
  { agent, plan: { url: base, csrf } }: Pick<Run, 'agent' | 'plan'>,
  credential: Credential,
): Promise<string | undefined> {
  if (!csrf) return undefined;
  let url = resolve(base, csrf.page.path);
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const { answer } = await agent.send(url, { method: 'GET', headers: credential.headers(url) });
    if (answer) credential.store(answer, url);
    const next = answer && redirectOf(answer, url);
    // The credential is for this application alone.
    if (next?.origin !== base.origin)
      return (answer && findCsrfToken(answer, csrf.field)) ?? credential.valueOf(csrf.field, base);
    url = next;
  }
  return undefined;
}
