// The steps of a probe that send requests. Each adds observations; the diagnosis follows.
import type { Check, Observations, ProbePart, UserChecks } from '@scale-out-lab/core/wire';
import type { Headers } from '../http/connection.js';
import type { Answer } from '../model/answer.js';
import { toCookieHeader } from '../users/credential.js';
import type { Agent, Route } from './agent.js';
import { type CheckOptions, sendCheck, sendChecksAtOnce } from './check.js';
import { type Credential, claimsOf, routeOf } from './credential.js';
import { type LogIn, logIn } from './log-in.js';
import { failuresOf, tellingOf } from './observations.js';
import { isMixed } from './patterns.js';
import {
  affinityChecks,
  checksOfAddress,
  checksToTell,
  http2Users,
  keptUsers,
  mostExtra,
  type ProbePlan,
  shortSeries,
  streams,
} from './plan.js';
import { resolve } from './request.js';

/** The shared state of the steps. */
export interface Run {
  readonly agent: Agent;
  readonly plan: ProbePlan;
  readonly users: UserChecks[];
  readonly issuerOffsets: number[];
  /** The instances that the session IDs of the log-ins name. */
  readonly routes: string[];
  readonly logIns: {
    sent: number;
    readonly failed: string[];
    requestsEach: number;
    failedInTurn: number;
    limited: number;
  };
  /** Whether every check stores the cookies of its answer, because the application ends those of before. */
  readonly renewal: { isNeeded: boolean };
  /** The answer to the latest log-in, and the reason of its failure. */
  readonly lastLogIn: { answer: Answer | undefined; failure: string | undefined };
  /** @throws StoppedError when the failures are not about log-in */
  readonly note: (check: Check) => void;
  readonly show: (line: string) => void;
}

/** More log-ins than these are not tried, although one has succeeded: accounts get locked. */
const mostFailedLogIns = 12;
const mostLimitedLogIns = 3;
/** Requests between the page of a log-in and its next request. */
const mostIdle = 6;

/** @returns undefined if the log-in failed */
export async function logInOnce(run: Run, route?: Route): Promise<LogIn | undefined> {
  const { failed, limited } = run.logIns;
  if (failed.length >= mostFailedLogIns || limited >= mostLimitedLogIns) return undefined;
  // Under a strict rotation the page and the log-in would never reach the same instance.
  const idle = failed.length > 0 ? run.logIns.sent % mostIdle : 0;
  const result = await logIn(run.agent, run.plan, route, idle);
  if (run.plan.logIn) run.logIns.sent += 1;
  run.lastLogIn.answer = result.reply.answer;
  run.lastLogIn.failure = result.failure;
  run.logIns.requestsEach = Math.max(run.logIns.requestsEach, result.requests);
  if (result.failure !== undefined) {
    if (result.reply.answer?.status === 429) run.logIns.limited += 1;
    else failed.push(result.failure);
    return undefined;
  }
  run.logIns.failedInTurn = failed.length;
  const url = resolve(run.plan.url, run.plan.check.path);
  const { iat } = claimsOf(result.credential, url);
  if (typeof iat === 'number') run.issuerOffsets.push(iat - Date.now() / 1000);
  run.routes.push(...routeOf(result.credential, url));
  return run.renewal.isNeeded && result.landed ? { ...result, credential: result.landed } : result;
}

type LoggedIn = Pick<LogIn, 'credential' | 'loggedInAt'>;

/** The same log-in with a browser's rules. */
const asBrowser = ({ credential, loggedInAt }: LoggedIn): LoggedIn => ({
  credential: credential.copy(),
  loggedInAt,
});

async function series(
  run: Run,
  part: ProbePart,
  { credential, loggedInAt }: LoggedIn,
  count: number,
  route?: Route,
): Promise<readonly Check[]> {
  const isBrowser = run.renewal.isNeeded || part.startsWith('browser');
  const checks: Check[] = [];
  // A probe that stops keeps its observations.
  run.users.push({ part, checks });
  for (let sent = 0; sent < count; sent += 1) {
    const check = await sendCheck(
      run.agent,
      run.plan,
      credential,
      { ...(route && { route }), isBrowser },
      loggedInAt,
    );
    checks.push(check);
    run.note(check);
  }
  return checks;
}

/** With failures, this many log-ins show whether credentials differ. */
const fewestLogIns = 12;

const someMore = () => Math.floor(Math.random() * (mostExtra + 1));

/** Log-ins on fresh connections: many checks with the credential from the log-in, then a few as a browser. */
export async function checkFresh(run: Run): Promise<void> {
  const { users, checks, precision, logIn: request } = run.plan;
  const enoughFailing = Math.min(users * checks, Math.max(400, checksToTell(precision)));
  const logIns = request ? users : 1;
  let sent = 0;
  let failures = 0;
  for (let user = 0; user < logIns; user += 1) {
    const result = await logInOnce(run);
    if (!result) continue;
    const share = (users * checks) / logIns;
    const planned = (failures > 0 ? Math.min(share, 50) : share) + someMore();
    const pinned = await series(run, 'pinned-fresh', result, planned);
    sent += pinned.length;
    failures += pinned.filter(({ outcome }) => outcome !== 'ok').length;
    await series(run, 'browser-fresh', asBrowser(result), shortSeries);
    run.show(`${user + 1} of ${logIns} log-ins, ${sent} checks, ${failures} failed`);
    if (failures >= 20 && sent >= enoughFailing && user + 1 >= fewestLogIns) break;
  }
}

/** Log-in and checks on one connection: it hides a balancer that works by connection. */
export async function checkKept(run: Run): Promise<void> {
  const logIns = run.plan.logIn ? keptUsers : 2;
  for (let user = 0; user < logIns; user += 1) {
    const kept = run.agent.keep();
    try {
      const result = await logInOnce(run, { kept });
      if (!result) continue;
      await series(run, 'pinned-kept', result, shortSeries + someMore(), { kept });
      await series(run, 'browser-kept', asBrowser(result), shortSeries, { kept });
    } finally {
      await kept.close();
    }
  }
}

/**
 * Streams of one HTTP/2 connection, and fresh HTTP/2 connections.
 * @returns false where the server does not offer HTTP/2
 */
export async function checkHttp2(run: Run): Promise<boolean> {
  const { agent, plan } = run;
  const fresh = { isHttp2Allowed: true } as const;
  await sendCheck(agent, plan, undefined, { route: fresh });
  if (!agent.protocols().includes('HTTP/2')) return false;
  for (let user = 0; user < (plan.logIn ? http2Users : 1); user += 1) {
    const kept = agent.keep(fresh);
    try {
      const result = await logInOnce(run, { kept });
      if (!result) continue;
      await seriesOfStreams(run, result, { kept });
      await series(run, 'http2-fresh', result, shortSeries, fresh);
    } finally {
      await kept.close();
    }
  }
  return true;
}

async function seriesOfStreams(run: Run, loggedIn: LoggedIn, route: Route): Promise<void> {
  // The answer to one stream would end the credential of the others.
  if (run.renewal.isNeeded) return void (await series(run, 'http2-kept', loggedIn, shortSeries, route));
  const { credential, loggedInAt } = loggedIn;
  const checks: Check[] = [];
  run.users.push({ part: 'http2-kept', checks });
  for (let round = 0; round < streams.rounds; round += 1) {
    const found = await sendChecksAtOnce(run.agent, run.plan, credential, streams.atOnce, route, loggedInAt);
    checks.push(...found);
    for (const check of found) run.note(check);
  }
}

/** The same credential from other addresses of this machine, as after a change of network. @returns undefined if the log-in failed */
export async function checkAddresses(run: Run): Promise<true | undefined> {
  const result = await logInOnce(run);
  if (!result) return undefined;
  for (const localAddress of run.plan.sourceAddresses)
    await series(run, 'other-addresses', result, checksOfAddress, { localAddress });
  return true;
}

/**
 * Cookies that lead to an instance. Without such a cookie, some checks fail and others do not. If the cookie proves the log-in too,
 * the same holds for other spellings of its value: the application decodes them, and a balancer compares them as they are.
 *
 * @returns undefined if the log-in failed
 */
export async function findAffinityCookies(run: Run): Promise<Observations['affinityCookies'] | undefined> {
  const url = resolve(run.plan.url, run.plan.check.path);
  const credential = (await logInOnce(run))?.credential;
  if (!credential) return undefined;
  const send = async (optionsOf: (check: number) => CheckOptions) => {
    const checks: Check[] = [];
    const isClear = () => isMixed(tellingOf(checks)) || failuresOf(checks).length === 0;
    while (checks.length < affinityChecks.fewest || (checks.length < affinityChecks.most && !isClear()))
      checks.push(await sendCheck(run.agent, run.plan, credential, optionsOf(checks.length)));
    return tellingOf(checks);
  };
  const found: Observations['affinityCookies'][number][] = [];
  for (const name of credential.cookieNames(url)) {
    const without = await send(() => ({ without: name }));
    if (isMixed(without)) found.push({ name, ...tally(without) });
    if (tally(without).ok > 0) continue;
    const respelled = await send((check) => ({ headers: respell(credential, name, url, check) }));
    if (isMixed(respelled)) found.push({ name, ...tally(respelled), isRespelled: true });
  }
  return found;
}

const tally = (checks: readonly Check[]) => ({
  ok: checks.length - failuresOf(checks).length,
  checks: checks.length,
});

/** Percent-encodes every letter and digit, with other hexadecimal letters (6f, 6F) for each check. */
function respell(credential: Credential, name: string, url: URL, check: number): Headers {
  let place = 0;
  const value = credential.valueOf(name, url)?.replaceAll(/%[\da-f]{2}|[a-z\d]/gi, (unit) => {
    if (unit.startsWith('%')) return unit;
    const code = unit.charCodeAt(0).toString(16);
    const isUpper = /[a-f]/.test(code) && ((check >> place++) & 1) === 1;
    return `%${isUpper ? code.toUpperCase() : code}`;
  });
  const { cookie, ...headers } = credential.headers(url, name);
  return { ...headers, cookie: [...(cookie === undefined ? [] : [cookie]), `${name}=${value}`].join('; ') };
}

/** Sends every cookie of the log-in, whatever its attributes. */
export async function worksWithAllCookies(run: Run, { setCookies }: LogIn): Promise<boolean> {
  const cookie = toCookieHeader(setCookies);
  if (cookie === undefined) return false;
  for (let sent = 0; sent < 12; sent += 1) {
    const { outcome } = await sendCheck(run.agent, run.plan, undefined, { headers: { cookie } });
    if (outcome === 'ok') return true;
  }
  return false;
}
