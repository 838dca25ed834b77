// Plays a sign-in through the OpenID provider as a browser walks it, and notes who answered each request.
import { createHash } from 'node:crypto';
import { randomSecret } from '@scale-out-lab/core';
import type { SignInRequest, SignInView } from '@scale-out-lab/core/wire';
import {
  type Answer,
  createCookieJar,
  headerValues,
  instanceOf,
  openConnection,
  pageRequest,
  randomOpenRequests,
  textField,
} from '@scale-out-lab/loadtest';
import { Problem } from '../problem.js';

export interface SignInOptions {
  readonly url: URL;
  /** The number of ready instances. */
  readonly countInstances: () => Promise<number>;
}

const credentials = { username: 'alice', password: 'demo' };
/** A sign-in has about ten steps. */
const mostSteps = 20;

/** The program for which the same user signs in afterwards: nothing listens there, and the redirect is not followed. */
const program = { client_id: 'local-app', redirect_uri: 'http://127.0.0.1/callback' };

export async function playSignIn(options: SignInOptions, request: SignInRequest): Promise<SignInView> {
  const browser = openBrowser(options.url);
  try {
    return await play(browser, options, request);
  } finally {
    await browser.close();
  }
}

type Browser = ReturnType<typeof openBrowser>;

async function play(
  browser: Browser,
  { countInstances }: SignInOptions,
  { mode, isAmidOthers }: SignInRequest,
): Promise<SignInView> {
  const callback = await browser.follow(`/api/${mode}/sign-in`, `/api/${mode}/callback`);
  const otherRequests = isAmidOthers ? randomOpenRequests(await countInstances()) : 0;
  for (let sent = 0; sent < otherRequests; sent += 1) await browser.sendOpen();
  const answer = await browser.send(callback);
  const isLoggedIn = answer?.status === 303;
  if (isLoggedIn) await browser.send(`/api/${mode}/me`);
  const steps = [...browser.steps];
  const at = (path: string) => steps.find((step) => step.path === `/api/${mode}/${path}`)?.servedBy ?? null;
  return {
    ...{ mode, username: credentials.username, steps, otherRequests, isLoggedIn },
    ...{ begunBy: at('sign-in'), callbackAt: at('callback') },
    code: (!isLoggedIn && answer && textField(answer, 'code')) || null,
    detail: (!isLoggedIn && answer && textField(answer, 'detail')) || null,
    tokens: await getTokens(browser),
  };
}

/** The provider remembers the browser, so only the consent of its user is missing (OpenID Connect Core §3.1). */
async function getTokens(browser: Browser): Promise<SignInView['tokens']> {
  const verifier = randomSecret();
  const query = new URLSearchParams({
    ...program,
    response_type: 'code',
    scope: 'openid profile',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    nonce: randomSecret(),
  });
  const redirect = await browser.follow(`/provider/auth?${query}`, '/callback');
  const code = new URLSearchParams(redirect.split('?')[1]).get('code') ?? '';
  const form = { ...program, grant_type: 'authorization_code', code, code_verifier: verifier };
  const answer = await browser.send('/provider/token', form);
  const [idToken, accessToken] = ['id_token', 'access_token'].map(
    (name) => answer && textField(answer, name),
  );
  if (idToken === undefined || accessToken === undefined) return null;
  const userinfo = await browser.sendBearer('/provider/me', accessToken);
  return { idToken, accessToken, userinfo: userinfo ? JSON.parse(userinfo.body) : {} };
}

function openBrowser(url: URL) {
  const connection = openConnection(url);
  const jar = createCookieJar();
  const steps: SignInView['steps'][number][] = [];

  async function send(path: string, form?: Readonly<Record<string, string>>): Promise<Answer | undefined> {
    const request = pageRequest(path, jar.header(), form);
    const { answer } = await connection.exchange(request);
    if (answer) jar.store(headerValues(answer, 'set-cookie'));
    steps.push({
      method: form ? 'POST' : 'GET',
      path: path.split('?', 1)[0] ?? '',
      status: answer?.status ?? null,
      servedBy: (answer && instanceOf(answer)) ?? null,
    });
    return answer;
  }

  return {
    steps,
    send,
    /** Follows redirects and sends the forms of the provider. Resolves to the URL that leads to the path `end`, unsent. */
    async follow(start: string, end: string): Promise<string> {
      let path = start;
      let form: Readonly<Record<string, string>> | undefined;
      for (let step = 0; step < mostSteps && path.split('?', 1)[0] !== end; step += 1) {
        const answer = await send(path, form);
        const [location] = answer ? headerValues(answer, 'location') : [];
        form = location === undefined ? formOf(answer) : undefined;
        if (location !== undefined) path = pathOf(location);
        else if (!form) throw unreachable(path, answer);
      }
      return path;
    },
    async sendOpen(): Promise<void> {
      await connection.exchange({ method: 'GET', path: '/api/instance' });
    },
    async sendBearer(path: string, token: string): Promise<Answer | undefined> {
      const headers = { authorization: `Bearer ${token}` };
      return (await connection.exchange({ method: 'GET', path, headers })).answer;
    },
    close: () => connection.destroy(),
  };
}

/** The input of a user on the provider's log-in or consent page, which is sent to its own path. */
function formOf(answer: Answer | undefined): Readonly<Record<string, string>> | undefined {
  if (answer?.status !== 200) return undefined;
  return answer.body.includes('name="password"') ? credentials : { answer: 'allow' };
}

/** The provider's URLs have the name that browsers use. The control room may reach the lab by another one. */
function pathOf(location: string): string {
  const { pathname, search } = new URL(location, 'http://lab');
  return pathname + search;
}

function unreachable(path: string, answer: Answer | undefined): Problem {
  const reason =
    (answer && textField(answer, 'detail')) ?? 'The OpenID provider gave no page that a sign-in has.';
  return new Problem(
    'unreachable',
    `${path.split('?', 1)[0]} was answered with ${answer?.status ?? 'nothing'}. ${reason}`,
  );
}
