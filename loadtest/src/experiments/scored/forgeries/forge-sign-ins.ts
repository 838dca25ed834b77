// Sends forged sign-ins to the instances and to the provider. Which of them gives a session, a code or a token?
import { type Expectation, predictForgedSignIns, sessionCookieName } from '@scale-out-lab/core';
import { isTls } from '../../../http/connection.js';
import { pageRequest } from '../../../http/requests.js';
import { headerValues, textField } from '../../../model/answer.js';
import type { Reply } from '../../client/cluster-client.js';
import { requireEverySignIn } from '../../client/provider-scale.js';
import { type ScoredTrial, usernameIn } from '../../client/scored-trial.js';
import { locationOf, pathOf, reachCallback, sendWhereKnown } from '../../client/sign-in.js';
import {
  authorizations,
  callbacks,
  change,
  exchanges,
  logOutTokens,
  queryOf,
  redirectUris,
  returnTos,
  type SentCallback,
} from './sign-in-suite.js';

type Figure = readonly [unit: string, Expectation, measured: number, evidence?: string | undefined];

/** The figures of a mode with sign-ins through the provider. @throws ExitError if no user can sign in */
export async function forgeSignIns(trial: ScoredTrial): Promise<Readonly<Record<string, Figure>>> {
  await requireEverySignIn(trial);
  const found = { accepted: [] as string[], failed: [] as string[], refusedGenuine: [] as string[] };
  let tried = 0;
  const judge: Judge = (what, { answer }, isAccepted) => {
    tried += 1;
    if (answer === undefined || answer.status >= 500) found.failed.push(what);
    else if (isAccepted) found.accepted.push(what);
  };
  const accept: Judge = (what, _reply, isAccepted) => {
    if (!isAccepted) found.refusedGenuine.push(what);
  };
  await forgeCallbacks(trial, judge, accept);
  await forgeReturns(trial, judge);
  await forgeAtProvider(trial, judge, accept);
  await redeemStolenCodes(trial, judge);
  await forgeLogOuts(trial, judge);
  const expected = predictForgedSignIns(tried);
  const figure = (expectation: Expectation, list: readonly string[]): Figure => [
    ...(['answers', expectation, list.length] as const),
    [...new Set(list)].join('; ') || undefined,
  ];
  return {
    'forged sign-ins accepted': figure(expected.accepted, found.accepted),
    'forged sign-ins answered with 5xx or nothing': figure(expected.failed, found.failed),
    'genuine sign-ins refused': figure(expected.refusedGenuine, found.refusedGenuine),
  };
}

type Judge = (what: string, reply: Reply, isAccepted: boolean) => void;

/** Each is made from a separate sign-in, because a callback ends the pending one. */
async function forgeCallbacks(trial: ScoredTrial, judge: Judge, accept: Judge): Promise<void> {
  const [user, own] = [0, 1].map((index) => () => reachSent(trial, index)) as [Reach, Reach];
  for (const [what, forge] of Object.entries(callbacks)) {
    const reply = await sendWhereKnown(trial, forge(await user(), await own()));
    judge(what, reply, isLoggedIn(trial, reply));
  }
  const genuine = await user();
  const first = await sendWhereKnown(trial, genuine);
  accept('a callback', first, isLoggedIn(trial, first));
  const again = await sendWhereKnown(trial, genuine);
  judge('callback that was used', again, isLoggedIn(trial, again));
}

type Reach = () => Promise<SentCallback>;

async function reachSent(trial: ScoredTrial, index: number): Promise<SentCallback> {
  const { path, jar, begunBy } = await reachCallback(trial, usernameIn(trial, index));
  return { path, begunBy, cookie: jar.header() ?? '' };
}

function isLoggedIn({ mode, url }: ScoredTrial, { answer }: Reply): boolean {
  const cookies = answer ? headerValues(answer, 'set-cookie') : [];
  const start = `${sessionCookieName(mode, isTls(url))}=`;
  return answer?.status === 303 || cookies.some((cookie) => cookie.startsWith(start));
}

async function forgeReturns({ cluster, mode }: ScoredTrial, judge: Judge): Promise<void> {
  for (const [what, paths] of Object.entries(returnTos)) {
    for (const path of paths) {
      const query = new URLSearchParams({ return_to: path });
      const reply = await cluster.send(pageRequest(`/api/${mode.name}/sign-in?${query}`, undefined));
      judge(what, reply, reply.answer !== undefined && reply.answer.status < 400);
    }
  }
}

/** The browser is logged in at the provider, so a provider that checks too little answers with a code at once. */
async function forgeAtProvider(trial: ScoredTrial, judge: Judge, accept: Judge): Promise<void> {
  const { cluster } = trial;
  const begun = await reachCallback(trial, usernameIn(trial, 0));
  const authorize = (path: string) => cluster.send(pageRequest(path, begun.jar.header()));
  const genuine = await authorize(begun.authorizationPath);
  accept('a request to the provider', genuine, hasCode(genuine));
  for (const [what, changes] of Object.entries(authorizations)) {
    const reply = await authorize(change(begun.authorizationPath, changes));
    judge(what, reply, hasCode(reply) || reply.answer?.status === 200);
  }
  const authorization = queryOf(begun.authorizationPath);
  for (const [what, urisOf] of Object.entries(redirectUris)) {
    for (const uri of urisOf(new URL(authorization.get('redirect_uri') ?? ''))) {
      const reply = await authorize(change(begun.authorizationPath, { redirect_uri: uri }));
      // Not even an error may go to a URI that is not registered (RFC 6749 §4.1.2.1).
      judge(what, reply, locationOf(reply) !== undefined || reply.answer?.status === 200);
    }
  }
}

/** An attacker has the code of another user's callback, and not the verifier of PKCE (RFC 7636 §1). */
async function redeemStolenCodes(trial: ScoredTrial, judge: Judge): Promise<void> {
  const { cluster } = trial;
  for (const [what, changesOf] of Object.entries(exchanges)) {
    const stolen = await reachCallback(trial, usernameIn(trial, 0));
    const authorization = queryOf(stolen.authorizationPath);
    const discovery = stolen.authorizationPath.replace(/\/[^/]*$/, '/.well-known/openid-configuration');
    const { answer } = await cluster.send(pageRequest(discovery, undefined));
    const form = {
      grant_type: 'authorization_code',
      code: queryOf(stolen.path).get('code') ?? '',
      client_id: authorization.get('client_id') ?? '',
      redirect_uri: authorization.get('redirect_uri') ?? '',
      ...changesOf(authorization),
    };
    const tokenPath = pathOf((answer && textField(answer, 'token_endpoint')) ?? '');
    const reply = await cluster.send(pageRequest(tokenPath, undefined, form));
    judge(what, reply, reply.answer?.status === 200);
  }
}

async function forgeLogOuts({ cluster, mode }: ScoredTrial, judge: Judge): Promise<void> {
  for (const [what, token] of Object.entries(logOutTokens)) {
    const form = { logout_token: token };
    const reply = await cluster.send(pageRequest(`/api/${mode.name}/backchannel-logout`, undefined, form));
    judge(what, reply, reply.answer?.status === 200);
  }
}

function hasCode(reply: Reply): boolean {
  return /[?&#](code|id_token|access_token)=/.test(locationOf(reply) ?? '');
}
