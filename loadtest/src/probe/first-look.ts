// The first look: is the application there, does the check prove anything, and does the log-in work?

import { type ExitError, missingError, usageError } from '@scale-out-lab/core';
import type { Check, Observations } from '@scale-out-lab/core/wire';
import { isCertificateFault } from '../http/trust.js';
import { countOf } from '../model/words.js';
import { sendCheck } from './check.js';
import type { Credential } from './credential.js';
import type { LogIn } from './log-in.js';
import { logInOnce, type Run, worksWithAllCookies } from './measure.js';
import { findObstacle } from './obstacles.js';
import { firstLook, renewals, shortLook } from './plan.js';
import { describeRefusal } from './proof.js';
import { resolve } from './request.js';

export interface FirstLook {
  readonly logIn: LogIn;
  readonly notStored: Observations['notStored'];
}

/** @throws ExitError (2 or 3) that names the problem of the check, the log-in or the connection to the application */
export async function look(run: Run): Promise<FirstLook> {
  await checkWithoutLogIn(run);
  let last: LogIn | undefined;
  for (let tries = 0; tries < 3; tries += 1) {
    last = await logInPatiently(run);
    const browser = last.credential.copy();
    const checks: Check[] = [];
    const countOk = () => checks.filter(({ outcome }) => outcome === 'ok').length;
    while (checks.length < (countOk() > 0 ? shortLook : firstLook / 3)) {
      const isFirst = checks.length === 0;
      const credential = isFirst ? browser : last.credential;
      const check = await sendCheck(run.agent, run.plan, credential, { isBrowser: isFirst });
      run.note(check);
      checks.push(check);
    }
    const ok = countOk();
    run.renewal.isNeeded = await isRenewed(run, last, browser, checks);
    if (ok > 0 || run.renewal.isNeeded) {
      run.show(`first look: ${ok} of ${countOf(checks.length, 'checks')} after a log-in prove it`);
      return { logIn: last, notStored: undefined };
    }
    if (checks.every(({ outcome }) => outcome === 'too-large')) {
      run.users.push({ part: 'pinned-fresh', checks });
      return { logIn: last, notStored: undefined };
    }
    const notStored = await findNotStored(run, last);
    if (notStored?.worksAnyway) {
      run.users.push({ part: 'pinned-fresh', checks });
      return { logIn: last, notStored };
    }
    if (!run.plan.logIn) break;
  }
  throw noLogIn(run, last);
}

/** An answer that proves a log-in without one would prove nothing later. */
async function checkWithoutLogIn(run: Run): Promise<void> {
  for (let sent = 0; sent < 2; sent += 1) {
    const { outcome, failure, answer } = await sendCheck(run.agent, run.plan, undefined);
    const { href } = run.plan.url;
    if (outcome === 'no-answer') throw missingError(unreachable(href, failure));
    if (outcome === 'ok') {
      const sentence = `The check succeeds without a log-in (${answer?.status}), so it proves nothing. Name a proof that only a logged-in user gets, with --expect, --expect-json or --expect-status.`;
      throw usageError(sentence);
    }
  }
}

const failures: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name has no address. Check the URL.',
  EAI_AGAIN: 'its name cannot be looked up now. Check the URL and the network.',
  ECONNREFUSED: 'nothing listens there. Start the application, or check the port.',
  timeout: 'no whole answer came in time. Try again, or allow more with --timeout.',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'its answer is longer than 2 MB. Name another check.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS there. Try http:// instead.',
};

function unreachable(href: string, failure = 'no-answer'): string {
  if (isCertificateFault(failure))
    return `The certificate of ${href} is not valid (${failure}). Repair it, name its authority with --ca, or accept it with --insecure.`;
  const why = failures[failure] ?? 'the connection failed.';
  return `${href} cannot be reached (${failure}): ${why}`;
}

/** A log-in of several requests can fail because they reach different instances. Any other is tried once: accounts get locked. */
async function logInPatiently(run: Run): Promise<LogIn> {
  for (let tries = 1; ; tries += 1) {
    const result = await logInOnce(run);
    if (result) return result;
    const reason = run.lastLogIn.failure ?? 'the log-in failed';
    if (tries >= mostTries(run, reason)) {
      const hint = findObstacle(run.lastLogIn.answer) ?? hintFor(reason);
      throw missingError(`${capitalised(reason)}. ${hint}`);
    }
  }
}

/** Only a token that another instance made, or a chain of redirects, can fail now and work later. */
function mostTries({ plan, logIns }: Run, reason: string): number {
  if (logIns.requestsEach < 2 || /redirected over|no answer|another machine|\b(429|5\d\d)\b/.test(reason))
    return 1;
  const mayBeWrongPassword = /\b401\b/.test(reason) || (!plan.csrf && plan.logIn?.method !== 'GET');
  return mayBeWrongPassword ? 3 : 8;
}

function hintFor(reason: string): string {
  if (/no answer/.test(reason)) return 'Look at the log of the application, or allow more with --timeout.';
  if (/\b5\d\d\b/.test(reason)) return 'Look at the log of the application.';
  if (/redirected over/.test(reason))
    return 'Check the path of --login, and whether cookies or https are missing.';
  if (/another machine/.test(reason))
    return 'The page probes only this machine; npm run probe leaves it with --i-may.';
  if (/\b429\b/.test(reason)) return 'Wait until the limit allows more log-ins, and try again.';
  if (/\b(404|405)\b/.test(reason)) return 'Check the method and the path of --login.';
  if (/\b(400|415|422)\b/.test(reason)) return 'Check the fields of --login, and whether it needs --csrf.';
  if (/CSRF/.test(reason)) return 'Check --csrf: it names a page and a field.';
  if (/has no "/.test(reason)) return 'Check --token-path, the user and the password.';
  return 'Check the user and the password.';
}

/** Whether each answer gives a new credential and ends the one before, so that only a browser stays logged in. */
async function isRenewed(
  run: Run,
  { landed }: LogIn,
  browser: Credential,
  [first, ...others]: readonly Check[],
): Promise<boolean> {
  if (others.some(({ outcome }) => outcome !== 'logged-out')) return false;
  // The page that the log-in led to may have ended its credential.
  const newest = first?.outcome === 'ok' ? browser : landed;
  if (!newest) return false;
  const url = resolve(run.plan.url, run.plan.check.path);
  const written = () => JSON.stringify(newest.headers(url));
  for (let sent = 0; sent < renewals; sent += 1) {
    const before = written();
    const check = await sendCheck(run.agent, run.plan, newest, { isBrowser: true });
    run.note(check);
    if (check.outcome !== 'ok' || written() === before) return false;
  }
  return true;
}

/** Undefined where a browser stores every cookie of the log-in and sends it to the check. */
async function findNotStored(run: Run, logIn: LogIn): Promise<Observations['notStored']> {
  const url = resolve(run.plan.url, run.plan.check.path);
  const sent = logIn.credential.cookieNames(url);
  const given = new Set(logIn.setCookies.map((text) => text.split('=', 1)[0]?.trim() ?? ''));
  const rejected = [...logIn.credential.rejected];
  for (const name of given) {
    const isKnown = sent.includes(name) || rejected.some((each) => each.name === name);
    if (!isKnown)
      rejected.push({ name, reason: `its Path, Domain or Expires excludes ${run.plan.check.path}` });
  }
  if (rejected.length === 0) return undefined;
  return { cookies: rejected, worksAnyway: await worksWithAllCookies(run, logIn) };
}

function noLogIn(run: Run, logIn: LogIn | undefined): ExitError {
  const attempts = `None of ${firstLook} checks after a log-in proves it`;
  if (!run.plan.logIn)
    return missingError(`${attempts}. Check the credential and the proof of a log-in (--expect).`);
  const said = `the log-in itself was answered with ${describeRefusal(logIn?.reply.answer)}`;
  const hint =
    findObstacle(logIn?.landing) ?? 'Check the user, the password, and the proof of a log-in (--expect).';
  return missingError(`${attempts}; ${said}. ${hint}`);
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
