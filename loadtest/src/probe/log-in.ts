// One log-in, as a browser does it: the page with the CSRF token, the request, and the redirects that follow.
import { type Answer, headerValues, jsonBody } from '../model/answer.js';
import type { Agent, Reply, Route } from './agent.js';
import { type Credential, changedCookies, createCredential } from './credential.js';
import { findCsrfToken, withCsrfToken } from './csrf.js';
import { readLifetimes, type StatedLifetimes } from './expiry.js';
import type { ProbePlan } from './plan.js';
import { describeRefusal, memberOf } from './proof.js';
import { resolve, type WrittenRequest } from './request.js';

export interface LogIn {
  readonly credential: Credential;
  /** With the cookies of the page that it leads to, if these replace others. */
  readonly landed: Credential | undefined;
  /** Why the log-in failed, as a sentence without its end; undefined if nothing shows a failure. */
  readonly failure: string | undefined;
  /** Of the last request that the log-in takes. */
  readonly reply: Reply;
  /** The page that it leads to. */
  readonly landing: Answer | undefined;
  /** The `Set-Cookie` headers of all its answers. */
  readonly setCookies: readonly string[];
  readonly requests: number;
  readonly lifetimes: StatedLifetimes;
  /** By performance.now(). */
  readonly loggedInAt: number;
}

export const mostRedirects = 10;

interface SendOptions {
  /** Of a page before the log-in. */
  readonly token?: string | undefined;
  /** A page before the log-in: its redirects lead to it, and no log-in is over with them. */
  readonly isPage?: boolean;
}

/**
 * @param route the connections of this user
 * @param idle requests without a credential between the page with the CSRF token and the log-in
 */
export async function logIn(agent: Agent, plan: ProbePlan, route?: Route, idle = 0): Promise<LogIn> {
  const session = createSession(agent, plan, route);
  const { logIn: request, csrf } = plan;
  if (request === undefined) return session.end({ answer: undefined, failure: undefined }, undefined);
  let token: string | undefined;
  if (csrf) {
    const page = await session.send(csrf.page, { isPage: true });
    token = page.answer && findCsrfToken(page.answer, csrf.field);
    token ??= session.cookie(csrf.field);
    if (token === undefined) return session.end(page, `${csrf.page.path} has no CSRF token "${csrf.field}"`);
  }
  for (let sent = 0; csrf && sent < idle; sent += 1) await session.idle();
  const reply = await session.send(request, { token });
  return session.end(reply, failureOf(reply));
}

function createSession(agent: Agent, plan: ProbePlan, route: Route) {
  const credential = createCredential();
  const { cookie: given } = plan.credential ?? {};
  if (given !== undefined) credential.storeGiven(given, resolve(plan.url, plan.check.path));
  const setCookies: string[] = [];
  let requests = 0;
  let landing: Answer | undefined;
  let landed: Credential | undefined;

  /**
   * @param follows the previous step: a redirect, or a log-in that may have ended. An instance that does not know the log-in
   * may answer: cookies that its page deletes or replaces are ignored, as are deletions by its redirect after a log-in.
   */
  async function exchange(
    url: URL,
    request: Parameters<Agent['send']>[1],
    follows?: 'redirect' | 'log-in',
  ): Promise<Reply> {
    requests += 1;
    const headers = { ...request.headers, ...credential.headers(url) };
    const reply = await agent.send(url, { ...request, headers }, route);
    const changed = follows ? changedCookies(reply.answer, credential.cookieNames(url)) : [];
    const isPage = reply.answer && redirectOf(reply.answer, url) === undefined;
    const undoes = changed.some(({ isDeleted }) => isPage || (follows === 'log-in' && isDeleted));
    landing = reply.answer;
    if (!reply.answer) return reply;
    if (undoes) {
      landed = credential.copy();
      landed.store(reply.answer, url);
    } else {
      credential.store(reply.answer, url);
      setCookies.push(...headerValues(reply.answer, 'set-cookie'));
    }
    return reply;
  }

  return {
    cookie: (name: string) => credential.valueOf(name, plan.url),
    idle: () => agent.send(resolve(plan.url, plan.check.path), { method: plan.check.method }, route),
    async send(written: WrittenRequest, { token, isPage = false }: SendOptions): Promise<Reply> {
      const request = withCsrfToken(plan, written, token, plan.logInHeaders);
      let url = resolve(plan.url, written.path);
      let reply = await exchange(url, request);
      let first = reply;
      let isForm = written.method !== 'GET';
      for (let redirects = 0, hops = 0; ; redirects += 1) {
        const next = reply.answer && redirectOf(reply.answer, url);
        const hasCookie = first.answer !== undefined && headerValues(first.answer, 'set-cookie').length > 0;
        // A log-in that sets a cookie and leads to a page is over, whatever that page answers.
        if (next === undefined) {
          const isOver = !isPage && hasCookie && (hops === 1 || (hops > 1 && isForm));
          // The pages after it are no requests that a log-in takes.
          if (isOver && isForm) requests -= hops;
          return isOver ? first : reply;
        }
        if (redirects === mostRedirects) return { answer: undefined, failure: 'redirect-loop' };
        if (isSentAgain(reply.answer, url, next)) {
          first = reply = await exchange(next, request);
          hops = 0;
        } else {
          isForm &&= !isOfProvider(next);
          reply = await exchange(next, { method: 'GET' }, isForm && hasCookie ? 'log-in' : 'redirect');
          hops += 1;
        }
        url = next;
      }
    },
    end(reply: Reply, failure: string | undefined): LogIn {
      const token = failure === undefined ? tokenOf(reply, plan) : undefined;
      const isMissing = plan.tokenPath !== undefined && token === undefined && failure === undefined;
      const why = isMissing
        ? `the log-in was answered with ${reply.answer?.status} but has no "${plan.tokenPath}"`
        : failure;
      const found = token ? credential.carrying(token) : credential;
      const lifetimes = readLifetimes(found, plan.logIn && reply, resolve(plan.url, plan.check.path));
      const loggedInAt = plan.logIn ? performance.now() : agent.startedAt;
      const answers = { reply, landing, setCookies, requests };
      return { credential: found, landed, failure: why, ...answers, lifetimes, loggedInAt };
    },
  };
}

function tokenOf({ answer }: Reply, plan: ProbePlan): Credential['token'] {
  const [given] = Object.entries(plan.credential ?? {});
  // Given cookies are in the jar.
  if (given?.[0] === 'cookie') return undefined;
  if (given) return { name: given[0], value: given[1] };
  if (plan.tokenPath === undefined || answer === undefined) return undefined;
  const value = memberOf(jsonBody(answer), plan.tokenPath);
  if (typeof value !== 'string' || value === '') return undefined;
  const isAuthorization = plan.tokenHeader.toLowerCase() === 'authorization';
  return { name: plan.tokenHeader.toLowerCase(), value: isAuthorization ? `Bearer ${value}` : value };
}

/** Where an answer leads to, if it is a redirect. */
export function redirectOf(answer: Answer, from: URL): URL | undefined {
  const [location] = headerValues(answer, 'location');
  const isRedirect = [301, 302, 303, 307, 308].includes(answer.status);
  if (!isRedirect || location === undefined || !URL.canParse(location, from.href)) return undefined;
  const next = new URL(location, from);
  return ['http:', 'https:'].includes(next.protocol) ? next : undefined;
}

/** The parameters of a sign-in through a provider (OpenID Connect, SAML). */
const isOfProvider = ({ searchParams }: URL) =>
  ['state', 'code', 'SAMLRequest', 'SAMLResponse'].some((name) => searchParams.has(name));

/**
 * 307 and 308 keep the method and the body (RFC 9110 §15.4.8). No other origin gets a password that way, but HTTPS of the host, at
 * the same port or both at the usual ones: another port can be another application.
 */
export function isSentAgain(answer: Pick<Answer, 'status'> | undefined, from: URL, to: URL): boolean {
  const isUpgrade = from.protocol === 'http:' && to.protocol === 'https:' && from.host === to.host;
  return [307, 308].includes(answer?.status ?? 0) && (from.origin === to.origin || isUpgrade);
}

function failureOf({ answer, failure }: Reply): string | undefined {
  if (failure === 'redirect-loop') return `the log-in was redirected over ${mostRedirects} times`;
  if (failure === 'other-machine') return 'the log-in leads to another machine';
  if (answer === undefined) return `the log-in got no answer (${failure})`;
  return answer.status >= 400 ? `the log-in was answered with ${describeRefusal(answer)}` : undefined;
}
