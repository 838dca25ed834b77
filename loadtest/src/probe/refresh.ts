// Tabs that refresh at once: several requests with one refresh token, as browsers send them when a laptop wakes up.
import type { Observations } from '@scale-out-lab/core/wire';
import { type Answer, jsonBody } from '../model/answer.js';
import type { Reply } from './agent.js';
import type { Credential } from './credential.js';
import { logInOnce, type Run } from './measure.js';
import { refreshRounds, tabs } from './plan.js';
import { describeRefusal, memberOf } from './proof.js';
import { resolve, toBody, type WrittenRequest } from './request.js';

/** @returns undefined if a log-in fails, or a sentence if a refresh fails alone, so that a race would prove nothing */
export async function raceRefreshes(run: Run): Promise<Observations['refreshRace'] | string> {
  const alone = await logInOnce(run);
  if (!alone) return undefined;
  const [once] = await refresh(run, alone.credential, alone.reply.answer, 1);
  const [twice] = await refresh(run, alone.credential, once?.answer, 1);
  const failed = [once, twice].find((reply) => !isGranted(reply));
  if (failed) return `A refresh alone fails (${describeRefusal(failed.answer)}), so no race was tried.`;

  const rounds: { refused: string[]; isEnded: boolean }[] = [];
  while (rounds.length < refreshRounds) {
    const result = await logInOnce(run);
    if (!result) break;
    const replies = await refresh(run, result.credential, result.reply.answer, tabs);
    const refused = replies.filter(isRefused).map(({ answer }) => describeRefusal(answer));
    const granted = replies.findLast(isGranted);
    const [later] = granted ? await refresh(run, result.credential, granted.answer, 1) : [];
    rounds.push({ refused, isEnded: granted ? isRefused(later) : refused.length > 0 });
  }
  return { tabs, rounds };
}

/** @param last the answer that holds the refresh token; a cookie that carries it is in the credential */
async function refresh(
  { agent, plan }: Run,
  credential: Credential,
  last: Answer | undefined,
  count: number,
): Promise<readonly Reply[]> {
  if (!plan.refresh) return [];
  const url = resolve(plan.url, plan.refresh.path);
  const { headers, body } = toBody(fillFrom(plan.refresh, last));
  const request = {
    method: plan.refresh.method,
    headers: { ...headers, origin: plan.url.origin, ...credential.cookieHeaders(url) },
    body,
  };
  const replies = await agent.sendAtOnce(url, request, count);
  // Tabs share their cookies, so all of them have the last grant.
  for (const { answer } of replies.filter(isGranted)) if (answer) credential.store(answer, url);
  return replies;
}

function isGranted(reply: Reply | undefined): boolean {
  const status = reply?.answer?.status ?? 0;
  return status >= 200 && status < 300;
}

/** No answer, a limit or an overload proves nothing about the token; a race can end in an error 500. */
function isRefused(reply: Reply | undefined): boolean {
  const status = reply?.answer?.status ?? 0;
  return status >= 300 && status !== 429 && status !== 503;
}

/** `{refresh_token}` is replaced by this member of the last answer. */
function fillFrom({ body }: WrittenRequest, last: Answer | undefined): string | undefined {
  const value = last && jsonBody(last);
  return body?.replaceAll(/\{([\w.]+)\}/g, (_all, path: string) => {
    const member = String(memberOf(value, path) ?? '');
    return body.trimStart().startsWith('{')
      ? JSON.stringify(member).slice(1, -1)
      : encodeURIComponent(member);
  });
}
