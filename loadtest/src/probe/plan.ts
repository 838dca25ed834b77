// The plan of one probe: the application, its log-in and check, and the size of the load.
import type { Headers } from '../http/connection.js';
import type { Proof } from './proof.js';
import type { WrittenRequest } from './request.js';

export interface ProbePlan {
  readonly url: URL;
  /** Undefined where the credential is given. */
  readonly logIn: WrittenRequest | undefined;
  /** The page with a CSRF token, and the field that names it. */
  readonly csrf: { readonly page: WrittenRequest; readonly field: string } | undefined;
  /** The header that carries the CSRF token instead of the field. */
  readonly csrfHeader: string | undefined;
  /** Where the JSON body of the log-in has the token; undefined where cookies carry the credential. */
  readonly tokenPath: string | undefined;
  readonly tokenHeader: string;
  /** A header that is sent with every check: a given credential. */
  readonly credential: Headers | undefined;
  /** Headers of the log-in, such as HTTP Basic. */
  readonly logInHeaders: Headers;
  readonly check: WrittenRequest;
  readonly proof: Proof;
  readonly logOut: WrittenRequest | undefined;
  /** Renews the credential; `{name}` in its body is replaced by a member of the answer to the log-in. */
  readonly refresh: WrittenRequest | undefined;
  /** Log-ins that are checked on fresh connections. */
  readonly users: number;
  readonly checks: number;
  /** How long --watch checks the users, possibly without end; undefined for a measurement. */
  readonly watchSeconds: number | undefined;
  /** Requests per second, at most. */
  readonly rate: number;
  /** The failure rate below which a log-in is healthy. */
  readonly limit: number;
  /** The largest number of instances that the rate alone tells from one more. */
  readonly precision: number;
  readonly timeoutMs: number;
  readonly isTlsVerified: boolean;
  /** Sends nothing beyond this machine, wherever a log-in redirects to. */
  readonly isLoopbackOnly: boolean;
  /** Addresses of this machine to connect from besides the first. */
  readonly sourceAddresses: readonly string[];
}

export const healthyRate = 0.003;

/** So many checks without a failure put the failure rate below the limit (Wilson, 95 %): 1.96² · (1 / limit − 1). */
export const checksToStayBelow = (limit: number): number => Math.ceil(1.959964 ** 2 * (1 / limit - 1));

/** Checks on kept connections, and with a browser's cookies, for each log-in. */
export const shortSeries = 10;
export const keptUsers = 8;
export const http2Users = 4;
/** Checks as streams of one HTTP/2 connection, for each log-in. */
export const streams = { atOnce: 8, rounds: 4 } as const;
/** With five instances, a working log-in has no success in so many checks once in 600,000 probes. */
export const firstLook = 60;
/** After each log-in; more of them only while none succeeds. */
export const shortLook = 8;

/** Checks with the old credential after a log-out, and how many of them must be accepted or refused to prove anything. */
export const replays = 40;
export const fewestReplays = 10;

/** Checks that tell n instances from n + 1 by the rate alone: two-sided 5 %, 95 % power. */
export function checksToTell(n: number): number {
  const spreadOf = (instances: number) => Math.sqrt((instances - 1) / instances ** 2);
  const gap = 1 / n - 1 / (n + 1);
  return Math.ceil(((1.959964 * spreadOf(n) + 1.644854 * spreadOf(n + 1)) / gap) ** 2);
}

/** A series takes up to so many checks more. Their number varies: under rotation each log-in would otherwise reach the same instance. */
export const mostExtra = 4;
/** With two instances that keep sessions to themselves, so many checks in a row succeed once in 4,000 probes. */
export const renewals = 12;
export const checksOfAddress = 4;
/**
 * Checks without one cookie, and as many with other spellings of it. If one fails, and none succeeds after it, up to `most` follow:
 * with five instances, chance alone misses a success once in 30,000 times.
 */
export const affinityChecks = { fewest: 16, most: 48 } as const;
export const refreshRounds = 4;
export const tabs = 5;

/** For the announcement: a log-in with a page, its request and a redirect; and more cookies than most applications set. */
const requestsOfLogIn = 3;
const someCookies = 6;

/** The most that a probe sends, for the announcement. */
export function mostRequests(plan: ProbePlan) {
  const { url, users, checks, logIn, logOut, refresh, sourceAddresses, watchSeconds, rate } = plan;
  if (watchSeconds !== undefined) {
    const logIns = logIn ? users + 1 : 0;
    // The last round over the users ends late.
    const checks = watchSeconds * rate + users;
    return { logIns, requests: 2 + firstLook + renewals + logIns * requestsOfLogIn + checks };
  }
  const overHttp2 = url.protocol === 'https:' ? http2Users : 0;
  const hasAddresses = sourceAddresses.length > 0;
  const ofParts = users + keptUsers + overHttp2 + (hasAddresses ? 1 : 0) + 1;
  const logIns = logIn ? 1 + ofParts + (logOut ? 1 : 0) + (refresh ? 1 + refreshRounds : 0) : 0;
  const ofFirstLook = 2 + firstLook + renewals;
  const ofUsers = users * (checks + mostExtra + shortSeries) + keptUsers * (2 * shortSeries + mostExtra);
  const ofStreams = overHttp2 * (streams.atOnce * streams.rounds + shortSeries + 1);
  const ofAddressesAndCookies =
    sourceAddresses.length * checksOfAddress + someCookies * 2 * affinityChecks.most;
  const ofLogOut = logOut ? replays + requestsOfLogIn : 0;
  const ofRefreshes = refresh ? 2 + refreshRounds * (tabs + 1) : 0;
  const others = ofFirstLook + ofUsers + ofStreams + ofAddressesAndCookies + ofLogOut + ofRefreshes;
  return { logIns, requests: others + logIns * requestsOfLogIn };
}
