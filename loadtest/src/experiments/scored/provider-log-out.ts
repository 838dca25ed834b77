// Provider log-out: users sign in, then log out at the OpenID provider. How many sessions of the lab does that end?
import { accepts, missingError, predictEndedByProvider, shareEndedByProvider } from '@scale-out-lab/core';
import { meRequest, pageRequest } from '../../http/requests.js';
import { headerValues, textField } from '../../model/answer.js';
import { toCookieHeader } from '../../users/credential.js';
import { randomOpenRequests } from '../../users/virtual-user.js';
import { requireEverySignIn } from '../client/provider-scale.js';
import { isAcceptedAnywhere, type ScoredTrial, usernameIn } from '../client/scored-trial.js';
import { type Callback, pathOf, reachCallback, sendWhereKnown, signInFailure } from '../client/sign-in.js';
import { scored } from './scored.js';

const sessions = 30;

export const providerLogOut = scored({
  question: {
    en: 'A user logs out at the OpenID provider, which calls one address of the lab. How many of the sessions that came through it end?',
    ko: 'OpenID 제공자에서 로그아웃하면 제공자가 랩의 한 주소를 호출합니다. 그 제공자를 거쳐 만들어진 세션은 몇 개나 끝납니까?',
  },
  headline: {
    en: `sessions, of ${sessions}, that a log-out at the provider ended`,
    ko: `제공자에서 로그아웃해서 끝난 세션 수(${sessions}개 중)`,
  },
  appliesTo: (mode) => mode.signIn === 'oidc',
  async observe(trial) {
    const { mode, instances } = trial;
    await requireEverySignIn(trial);
    let ended = 0;
    for (let index = 0; index < sessions; index += 1) {
      const username = usernameIn(trial, index);
      const { callback, cookie, issuer } = await signIn(trial, username);
      const user = { username, credential: { cookie } };
      const lossBefore = (instance: string) => (accepts(mode, instance, { issuer }) ? 0 : 1);
      if (!(await isAcceptedAnywhere(trial, user, lossBefore)))
        throw missingError(`${mode.name}: no instance accepts the session of ${username} after the sign-in.`);
      await turnRotationOfMode(trial);
      await logOutAtProvider(trial, callback);
      const share = shareEndedByProvider(mode, instances.length);
      const lossAfter = (instance: string) => Math.max(share, lossBefore(instance));
      if (!(await isAcceptedAnywhere(trial, user, lossAfter))) ended += 1;
    }
    const expected = predictEndedByProvider(mode, { instances: instances.length, sessions });
    return { 'sessions ended by the provider': [`of ${sessions} sessions`, expected, ended] };
  },
});

/** @throws ExitError if the sign-in fails */
async function signIn(trial: ScoredTrial, username: string) {
  const callback = await reachCallback(trial, username);
  const { path, jar, begunBy } = callback;
  const reply = await sendWhereKnown(trial, { path, begunBy, cookie: jar.header() });
  if (reply.answer?.status !== 303) throw signInFailure(trial.mode.name, path, reply);
  trial.record.noteLogIn(username);
  const cookie = toCookieHeader(headerValues(reply.answer, 'set-cookie')) ?? '';
  return { callback, cookie, issuer: reply.instance };
}

/** So that chance picks the instance that gets the provider's call, and not the number of requests before it. */
async function turnRotationOfMode({ cluster, mode, instances }: ScoredTrial): Promise<void> {
  for (let left = randomOpenRequests(instances.length); left > 0; left -= 1)
    await cluster.send(meRequest(mode, {}));
}

/** Confirms the question of the provider, as a person does. @throws ExitError if the provider does not log out */
async function logOutAtProvider({ cluster, mode }: ScoredTrial, { jar, authorizationPath }: Callback) {
  const discovery = authorizationPath.replace(/\/[^/]*$/, '/.well-known/openid-configuration');
  const { answer } = await cluster.send(pageRequest(discovery, undefined));
  const path = pathOf((answer && textField(answer, 'end_session_endpoint')) ?? '');
  const question = await cluster.send(pageRequest(path, jar.header()));
  if (question.answer) jar.store(headerValues(question.answer, 'set-cookie'));
  const { body = '' } = question.answer ?? {};
  const [, action = '/'] = /<form [^>]*action="([^"]+)"/.exec(body) ?? [];
  const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(body) ?? [];
  const done = await cluster.send(pageRequest(pathOf(action), jar.header(), { xsrf, logout: 'yes' }));
  if (done.answer?.status !== 303) throw signInFailure(mode.name, path, done);
}
