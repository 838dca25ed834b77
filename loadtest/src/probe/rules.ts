// The rules of the diagnosis: for each cause when it is confirmed, when it is likely, and when it cannot be distinguished from another.
// docs/probe.md states them in words.
import type { Cause, Diagnosis, Observations } from '@scale-out-lab/core/wire';
import { largest } from '../statistics/samples.js';
import {
  checksOf,
  expiredOf,
  failureRateOf,
  failuresOf,
  isAboveRate,
  mostStray,
  tellingOf,
} from './observations.js';
import { couldBeOne, isKeptApart, isRefusedByMost, type Patterns } from './patterns.js';
import { fewestReplays } from './plan.js';
import { describeRefusal } from './proof.js';
import { aboutSignature, aboutStore, aboutTime, aboutUnknown } from './vocabulary.js';

type Confidence = Diagnosis['confidence'];
interface Finding {
  readonly confidence: Confidence;
  readonly evidence: readonly string[];
}
type Rule = (seen: Observations, patterns: Patterns) => Finding | undefined;

const found = (confidence: Confidence, ...evidence: readonly string[]): Finding => ({ confidence, evidence });
const percent = (rate: number) => `${(rate * 100).toFixed(1)}%`;

/** With two instances, each refuses the credentials of the other, whichever of them has the old key. */
const isOneOfTwo = ({ failureRate }: Patterns) => Math.abs(failureRate - 0.5) < 0.05;

function describeMix(seen: Observations, { failureRate, refusals }: Patterns): string {
  const checks = checksOf(seen, 'pinned-fresh').length;
  const answers = refusals.slice(0, 2).join('", "');
  return `${percent(failureRate)} of ${checks} checks fail in turn with others that succeed, with one and the same credential; they are answered "${answers}".`;
}

/** Seconds between the clocks of the issuers; network and whole seconds account for less than this. */
const mostClockSpread = 5;
function clockSpread({ issuerOffsets }: Observations): number {
  return issuerOffsets.length < 2 ? 0 : Math.max(...issuerOffsets) - Math.min(...issuerOffsets);
}

/** The age of the oldest credential that a check carried. */
function oldestSeconds(seen: Observations): number {
  return largest(checksOf(seen, 'pinned-fresh').map(({ ageMs }) => ageMs / 1000));
}

function hasWrongClock(seen: Observations, { refusals }: Patterns): boolean {
  const isAboutSignature = refusals.some((text) => aboutSignature.test(text));
  return (
    clockSpread(seen) > mostClockSpread ||
    (!isAboutSignature && refusals.some((text) => aboutTime.test(text)))
  );
}

/** Checks after a log-out that were accepted or refused: an error of the server proves nothing. */
function replaysOf({ afterLogOut = [] }: Observations) {
  const told = tellingOf(afterLogOut);
  const isEnough = told.length >= fewestReplays;
  return { ok: isEnough ? told.length - failuresOf(told).length : 0, sent: told.length };
}

const saysUnknown = ({ refusals }: Patterns) => refusals.some((text) => aboutUnknown.test(text));

/** A cookie in JSON may be another one than that of the session, which the refusals then call unknown. */
const isSealed = ({ form }: Observations, patterns: Patterns) =>
  form.kind === 'sealed' && (form.framework !== null || !saysUnknown(patterns));

/** Besides its signature. */
const isOnlyCookie = ({ form, cookieNames }: Observations) =>
  form.framework !== null || cookieNames.filter((name) => !name.endsWith('.sig')).length === 1;

/** Their session IDs have no signature that an instance could refuse. */
const unsigned: readonly (string | null)[] = ['PHP', 'Java servlets'];

/** Whether the framework shows that a refused session is unknown, and its signature right; undefined where it does not tell. */
function showsUnknown(
  { form: { framework } }: Observations,
  { clearingShare }: Patterns,
): boolean | undefined {
  if (unsigned.includes(framework)) return true;
  // It deletes the cookie of a session that its database does not have, and leaves one with a wrong signature.
  return framework === 'better-auth' ? clearingShare > 0.5 : undefined;
}

/** Consequences of other causes: a diagnosis of one of them comes after the others. */
export const consequences: readonly Cause[] = ['cookie-cleared-on-miss', 'rate-limit'];

export const rules: Readonly<Partial<Record<Cause, Rule>>> = {
  'cookie-not-stored': ({ notStored }) => {
    if (!notStored?.worksAnyway) return undefined;
    const cookies = notStored.cookies.map(
      ({ name, reason }) => `Cookie "${name}" is not stored or not sent: ${reason}.`,
    );
    return found('confirmed', ...cookies, 'Checks succeed when every cookie of the log-in is sent.');
  },

  'header-too-large': ({ users }) => {
    const large = users.flatMap(({ checks }) => checks).filter(({ outcome }) => outcome === 'too-large');
    if (large.length === 0) return undefined;
    return found('confirmed', `${large.length} checks were answered "${describeRefusal(large[0]?.answer)}".`);
  },

  'store-unavailable': (seen) => {
    const failed = failuresOf(seen.users.flatMap(({ checks }) => checks));
    const unavailable = failed.filter(({ outcome }) => outcome === 'unavailable');
    if (unavailable.length < 3 || unavailable.length < failed.length / 2) return undefined;
    const text = describeRefusal(unavailable[0]?.answer);
    const evidence = `${unavailable.length} checks were answered "${text}".`;
    if (aboutStore.test(unavailable[0]?.answer?.body ?? '')) return found('confirmed', evidence);
    return found(
      'cannot-tell',
      evidence,
      'The log of the application separates a lost store from another error.',
    );
  },

  expiry: (seen, { endedAtMs, isMixed }) => {
    const { lifetimeSeconds, users } = seen;
    const late = expiredOf(seen);
    if (late > 0)
      return found(
        'confirmed',
        `The credential states ${lifetimeSeconds} s. ${late} refused checks came after that, and count neither as failed nor as succeeded.`,
      );
    if (isMixed || endedAtMs.length === 0) return undefined;
    const [low, high] = [Math.min(...endedAtMs), Math.max(...endedAtMs)];
    const isStated =
      lifetimeSeconds !== undefined && endedAtMs.every((ms) => Math.abs(ms / 1000 - lifetimeSeconds) < 2);
    const evidence = `${endedAtMs.length} of ${users.filter(({ part }) => part === 'pinned-fresh').length} log-ins ended ${(low / 1000).toFixed(1)} to ${(high / 1000).toFixed(1)} s after they began.`;
    if (isStated) return found('confirmed', evidence, `The credential states ${lifetimeSeconds} s.`);
    // In a watch all log-ins are of one age, whatever ended them.
    const isOneAge = !seen.isWatch && endedAtMs.length > 1 && high - low < Math.max(1500, high * 0.2);
    return isOneAge ? found('likely', evidence) : undefined;
  },

  'store-lost': (seen, { endedAtMs, isMixed }) => {
    const logIns = seen.users.filter(({ part }) => part === 'pinned-fresh').length;
    // A lifetime ends most log-ins; a store is lost once.
    const isOnce = endedAtMs.length > 0 && endedAtMs.length <= Math.max(1, logIns / 2);
    if (isMixed || !(isOnce || (seen.isWatch && endedAtMs.length > 0)) || seen.form.kind !== 'opaque')
      return undefined;
    const ages = endedAtMs.map((ms) => (ms / 1000).toFixed(1)).join(', ');
    if (seen.isWatch)
      return found(
        'likely',
        `${endedAtMs.length} of ${logIns} working log-ins ended for good, ${ages} s after the watch began.`,
        'If an instance restarted then, it kept the sessions in its memory; if the store did, it lost them.',
      );
    return found(
      'likely',
      `A working log-in ended for good after ${ages} s; later log-ins work.`,
      'The log of the store shows whether it restarted, or evicted keys for lack of memory.',
    );
  },

  'affinity-by-connection': (seen, { failureRate, isMixed, eachFails }) => {
    const kept = checksOf(seen, 'pinned-kept');
    if (!isMixed || !eachFails || failureRate < 0.1 || kept.length < 40 || failureRateOf(kept) > 0)
      return undefined;
    const streams = checksOf(seen, 'http2-kept');
    const areStreamsFine = streams.length > 0 && failureRateOf(streams) === 0;
    return found(
      'confirmed',
      `${percent(failureRate)} of the checks on fresh connections fail, and none of ${kept.length} on connections that stay open after the log-in.`,
      ...(areStreamsFine ? [`None of ${streams.length} streams of HTTP/2 connections fails either.`] : []),
    );
  },

  'clock-skew': (seen, patterns) => {
    if (!patterns.isMixed || seen.form.kind !== 'token' || !hasWrongClock(seen, patterns)) return undefined;
    const spread = clockSpread(seen);
    if (spread > mostClockSpread)
      return found(
        'confirmed',
        describeMix(seen, patterns),
        `The clocks that issued the tokens differ by ${spread.toFixed(0)} s.`,
      );
    const { lifetimeSeconds = 0 } = seen;
    const isFresh = lifetimeSeconds > mostClockSpread + oldestSeconds(seen);
    return found(
      isFresh ? 'confirmed' : 'likely',
      describeMix(seen, patterns),
      `Tokens that are valid for ${lifetimeSeconds} s are refused for their times after ${oldestSeconds(seen).toFixed(0)} s or less.`,
    );
  },

  'own-signing-keys': (seen, patterns) => {
    const { form } = seen;
    if (
      !patterns.isMixed ||
      form.kind !== 'token' ||
      !isRefusedByMost(patterns) ||
      hasWrongClock(seen, patterns)
    )
      return undefined;
    const isSaid = patterns.refusals.some((text) => aboutSignature.test(text));
    const evidence = 'The credential is a signed token, which needs no memory of an instance.';
    const isClear = isSaid && !couldBeOne(patterns);
    return found(isClear ? 'confirmed' : 'likely', describeMix(seen, patterns), evidence);
  },

  'stale-key': (seen, patterns) => {
    if (!patterns.isMixed || hasWrongClock(seen, patterns)) return undefined;
    const isSaid = patterns.refusals.some((text) => aboutSignature.test(text));
    // An identifier needs no key, unless its cookie is signed.
    if (seen.form.kind === 'opaque' && !isSaid && !patterns.dropsOnlySignature) return undefined;
    if (isRefusedByMost(patterns)) {
      if (seen.form.kind !== 'token' || !(couldBeOne(patterns) || isOneOfTwo(patterns))) return undefined;
      const evidence = couldBeOne(patterns)
        ? 'So few log-ins and checks do not separate one old key from a key for each instance. Probe again with more --users and --checks.'
        : 'With two instances, an old key looks the same. Compare their keys, or probe three instances to separate them.';
      return found('cannot-tell', describeMix(seen, patterns), evidence);
    }
    const evidence =
      'Some credentials are refused by one instance, and those of that instance by the others.';
    return found(isSaid ? 'confirmed' : 'likely', describeMix(seen, patterns), evidence);
  },

  'own-cookie-secret': (seen, patterns) => {
    const { form } = seen;
    if (form.kind === 'token' || !isKeptApart(seen, patterns)) return undefined;
    const mix = describeMix(seen, patterns);
    if (patterns.refusals.some((text) => aboutSignature.test(text)))
      return found('confirmed', mix, 'The refusals name the signature.');
    if (isSealed(seen, patterns))
      return found(
        isOnlyCookie(seen) ? 'confirmed' : 'likely',
        mix,
        'The cookie holds the state itself, so that no memory of an instance is missing.',
      );
    if (patterns.dropsOnlySignature)
      return found('confirmed', mix, 'A refusal deletes the signature of the cookie and leaves its value.');
    if (saysUnknown(patterns)) return undefined;
    const shown = showsUnknown(seen, patterns);
    if (shown === true) return undefined;
    if (shown === false)
      return found(
        'likely',
        mix,
        `${form.framework} deletes the cookie of an unknown session; it does not here.`,
      );
    return found(
      'cannot-tell',
      mix,
      'An unknown session and a wrong signature get the same answer. Compare the cookie secret of two instances to separate them.',
    );
  },

  'state-in-memory': (seen, patterns) => {
    const { form, users } = seen;
    if (form.kind === 'token' || isSealed(seen, patterns) || !isKeptApart(seen, patterns)) return undefined;
    if (patterns.dropsOnlySignature || patterns.refusals.some((text) => aboutSignature.test(text)))
      return undefined;
    const shown = showsUnknown(seen, patterns);
    if (shown === false) return undefined;
    const isSaid = shown || saysUnknown(patterns);
    const logIns = users.filter(({ part }) => part === 'pinned-fresh').length;
    const evidence = isRefusedByMost(patterns)
      ? `The cookie is an identifier; ${logIns} log-ins show the same pattern.`
      : 'The cookie is an identifier; the instances answer unequal shares of the checks, or some of them share their sessions.';
    return found(isSaid ? 'confirmed' : 'likely', describeMix(seen, patterns), evidence);
  },

  'affinity-by-address': (seen, { failureRate }) => {
    const others = checksOf(seen, 'other-addresses');
    const failed = failuresOf(others).filter(({ outcome }) => outcome === 'logged-out');
    if (failureRate > mostStray || !isAboveRate(failed.length, others.length, failureRate)) return undefined;
    return found(
      'confirmed',
      failureRate === 0
        ? `No check from the address of the log-in fails, and ${failed.length} of ${others.length} from other addresses do.`
        : `${percent(failureRate)} of the checks from the address of the log-in fail, and ${failed.length} of ${others.length} from other addresses do.`,
    );
  },

  'affinity-by-cookie': ({ affinityCookies }, { failureRate }) => {
    const clear = affinityCookies.filter(({ ok, checks }) => isAboveRate(checks - ok, checks, failureRate));
    if (failureRate > mostStray || clear.length === 0) return undefined;
    const sentences = clear.map(({ name, ok, checks, isRespelled }) =>
      isRespelled
        ? `With other spellings of the value of cookie "${name}", ${checks - ok} of ${checks} checks fail: a balancer reads it too.`
        : `Without cookie "${name}", ${checks - ok} of ${checks} checks fail.`,
    );
    return found('confirmed', ...sentences);
  },

  'sign-in-split': ({
    logIns: { sent, failed, requestsEach, failedInTurn = failed.length, limited = 0 },
  }) => {
    const worked = sent - failed.length - limited;
    // An account that is locked fails up to the end.
    if (requestsEach < 2 || failedInTurn === 0 || worked === 0) return undefined;
    const isClear = failedInTurn >= 3 && worked >= 3;
    return found(
      isClear ? 'confirmed' : 'likely',
      `${failed.length} of ${sent} log-ins fail with the same credentials, of ${requestsEach} requests each: ${failed[0]}.`,
    );
  },

  'logout-misses': (seen, { failureRate }) => {
    const { ok, sent } = replaysOf(seen);
    if (failureRate > mostStray || ok === 0 || ok === sent) return undefined;
    return found('confirmed', `After the log-out, ${ok} of ${sent} checks with the old credential succeed.`);
  },

  'not-revoked': (seen) => {
    const { ok, sent } = replaysOf(seen);
    if (ok === 0 || ok < sent) return undefined;
    return found('confirmed', `After the log-out, all of ${ok} checks with the old credential succeed.`);
  },

  'refresh-race': ({ refreshRace }) => {
    const rounds = refreshRace?.rounds ?? [];
    const losing = rounds.filter(({ refused }) => refused.length > 0);
    const [first] = losing;
    if (!refreshRace || !first) return undefined;
    const ended = losing.filter(({ isEnded }) => isEnded).length;
    const evidence = `In ${losing.length} of ${rounds.length} rounds, some of ${refreshRace.tabs} refreshes at once are refused ("${first.refused[0]}"); a refresh alone works.`;
    if (ended === 0)
      return found(
        'cannot-tell',
        evidence,
        'The user stays logged in. Whether a refused tab recovers depends on the page.',
      );
    return found(
      ended > 1 ? 'confirmed' : 'likely',
      evidence,
      `In ${ended} of these rounds the log-in ends: the next refresh is refused too.`,
    );
  },

  'cookie-cleared-on-miss': (seen, { clearingShare, failureRate, isMixed }) => {
    const browser = failureRateOf(checksOf(seen, 'browser-fresh'));
    if (!isMixed || clearingShare < 0.5 || browser < failureRate + 0.05) return undefined;
    return found(
      'confirmed',
      `${percent(clearingShare)} of the refusals delete or replace the cookie; a browser then fails in ${percent(browser)} of its checks, not ${percent(failureRate)}.`,
    );
  },

  'rate-limit': ({ users, limited, logIns }) => {
    const checks = users.flatMap((each) => each.checks).filter(({ outcome }) => outcome === 'rate-limited');
    const sentences = [
      ...(checks.length > 0
        ? [`${limited} answers were 429, and ${checks.length} checks got no other after three tries.`]
        : []),
      ...(logIns.limited ? [`${logIns.limited} of ${logIns.sent} log-ins were answered 429.`] : []),
    ];
    return sentences.length > 0 ? found('confirmed', ...sentences) : undefined;
  },
};
