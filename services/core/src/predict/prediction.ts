// The predicted failure rate of each mode and its reason: closed forms for a balancer that spreads requests evenly.
import type { Axes } from '../axes.js';
import { byChance, type Expectation, exactly } from './expectation.js';

/**
 * How a client treats its credential: `pinned` keeps the one from its log-in, `browser` honours Set-Cookie on every
 * answer, `persistent` logs in again on a 401.
 */
export const clients = ['pinned', 'browser', 'persistent'] as const;
export type Client = (typeof clients)[number];

interface Conditions {
  /** N: instances behind the balancer, at least 1. */
  readonly instances: number;
  /** K: logged-in requests that one user sends after the log-in, at least 1. */
  readonly requestsPerUser: number;
}

/** Whether an instance accepts a credential that another instance issued. */
export function isPortable(mode: Axes): boolean {
  const isStateShared = mode.credential === 'jwt' || mode.state === 'redis';
  return isStateShared && mode.keys !== 'own';
}

/** Whether a request of a logged-in user can reach an instance that refuses its credential. */
export function canMiss(mode: Axes): boolean {
  return !isPortable(mode) && mode.balancing !== 'sticky';
}

/** The share of logged-in requests that fail while nothing is broken, from 0 to 1. */
export function predictFailureRate(mode: Axes, client: Client, conditions: Conditions): number {
  if (!canMiss(mode)) return 0;
  const { instances, requestsPerUser } = conditions;
  return losesCredentialAtMiss(mode, client)
    ? 1 - successesBeforeFirstMiss(instances, requestsPerUser) / requestsPerUser
    : (instances - 1) / instances;
}

/**
 * The predicted number of lost requests that the K-th request of one log-in adds. Of K requests K·P(K) are lost, so the K-th adds
 * K·P(K) − (K−1)·P(K−1). Where nothing is ever taken away that is the same for each; a `browser` that loses its session cookie at
 * the first miss is less likely to have one, the later it sends.
 */
export function expectLoss(mode: Axes, client: Client, instances: number, nth: number): number {
  const lostOf = (requestsPerUser: number) =>
    requestsPerUser === 0
      ? 0
      : requestsPerUser * predictFailureRate(mode, client, { instances, requestsPerUser });
  return lostOf(nth) - lostOf(nth - 1);
}

/** A browser obeys the Set-Cookie with which a refusal deletes the session cookie. */
function losesCredentialAtMiss(mode: Axes, client: Client): boolean {
  return client === 'browser' && mode.credential === 'session';
}

/**
 * The number of times that a `persistent` client logs in again per successful request. Each try reaches the issuer with
 * probability 1/N, so N − 1 tries fail before one succeeds, and each failure costs a log-in.
 */
export function predictLogInsPerSuccess(mode: Axes, instances: number): number {
  return canMiss(mode) ? instances - 1 : 0;
}

/** The prediction for N instances, for people. */
export function predictionFormula(mode: Axes): string {
  return canMiss(mode) ? '(N−1)/N' : '0';
}

type PredictionReason = 'alone' | 'portable' | 'sticky' | 'cookie-taken' | 'remembers' | 'holds-key';

/** The reason of a predicted failure rate, as a code. The page has words for each in both languages. */
export function predictionReason(mode: Axes, client: Client, instances: number): PredictionReason {
  if (instances === 1) return 'alone';
  if (isPortable(mode)) return 'portable';
  if (!canMiss(mode)) return 'sticky';
  if (losesCredentialAtMiss(mode, client)) return 'cookie-taken';
  return mode.credential === 'session' && mode.state === 'memory' ? 'remembers' : 'holds-key';
}

/** The reason in one sentence, for a client that keeps its credential and any number of instances. */
export function explainPrediction(mode: Axes): string {
  const reason = predictionReason(mode, 'pinned', Number.POSITIVE_INFINITY);
  if (reason === 'portable') return 'Every instance can check the credential, whichever issued it.';
  if (reason === 'sticky') return 'The balancer sends a user back to the one instance that knows them.';
  return reason === 'remembers'
    ? 'Only the instance that issued the credential remembers the session; the other N−1 of N refuse it.'
    : 'Only the instance that issued the credential holds the key; the other N−1 of N refuse it.';
}

/**
 * The mean number of successes before the first miss, among K requests that each reach the right one of N instances
 * with probability p = 1/N: the sum of p^i for i from 1 to K. It tends to 1/(N−1).
 */
function successesBeforeFirstMiss(instances: number, requests: number): number {
  if (instances === 1) return requests;
  const p = 1 / instances;
  return (p * (1 - p ** requests)) / (1 - p);
}

/** Of the fresh browsers, those with a refused request after the first page load: requests during the log-in must not end it. */
export function predictLoggedOutByPageLoad(mode: Axes, instances: number, pageLoads: number): Expectation {
  const reason = explainPrediction(mode);
  if (!canMiss(mode) || instances === 1)
    return exactly(
      0,
      `${reason} Only the answer to the log-in sets cookies, in whatever order answers come.`,
    );
  return byChance((instances - 1) / instances, pageLoads, reason);
}
