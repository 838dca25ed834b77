// A recording for a bug report: no secret and no personal data, and yet the same verdict. It is built from allowed parts,
// not by removal of forbidden ones.
import type { Check, Observations, ProbeRecording, RejectedCookie } from '@scale-out-lab/core/wire';
import { type Answer, headerValues } from '../model/answer.js';
import { changedCookies } from './credential.js';
import { wordsOf } from './proof.js';
import { decisiveWords } from './vocabulary.js';

export function sanitise(recording: ProbeRecording): ProbeRecording {
  const { seen } = recording;
  return {
    ...recording,
    url: `${new URL(recording.url).protocol}//application.example/`,
    remarks: recording.remarks.map(sanitiseRemark),
    seen: typeof seen === 'string' ? `Nothing was measured${withCodes(seen)}.` : sanitiseObservations(seen),
  };
}

function sanitiseObservations(seen: Observations): Observations {
  const names = nameCookies(seen);
  const checks = (list: readonly Check[]) => list.map((each) => sanitiseCheck(each, seen.cookieNames, names));
  return {
    ...seen,
    cookieNames: seen.cookieNames.map(names),
    users: seen.users.map((each) => ({ part: each.part, checks: checks(each.checks) })),
    logIns: {
      ...seen.logIns,
      failed: seen.logIns.failed.map((reason) => `the log-in failed${withCodes(reason)}`),
    },
    affinityCookies: seen.affinityCookies.map((each) => ({ ...each, name: names(each.name) })),
    refreshRace: seen.refreshRace && {
      ...seen.refreshRace,
      rounds: seen.refreshRace.rounds.map(({ refused, isEnded }) => ({
        isEnded,
        refused: refused.map((words) => words.slice(0, 3).replace(/\D/g, '')),
      })),
    },
    afterLogOut: seen.afterLogOut && checks(seen.afterLogOut),
    notStored: seen.notStored && {
      ...seen.notStored,
      cookies: seen.notStored.cookies.map(({ name, reason }) => ({
        name: names(name),
        reason: aboutCookie(reason),
      })),
    },
    identities: seen.identities && {
      header: 'a header',
      values: seen.identities.values.map((_, index) => `instance ${index + 1}`),
    },
  };
}

/** A remark quotes an answer behind its status: `(401 …), so`. */
const sanitiseRemark = (remark: string) => remark.replace(/\((\d{3}) .*\)(?=, so )/, '($1)');

function sanitiseCheck(
  { outcome, answer, failure, ageMs }: Check,
  cookieNames: readonly string[],
  names: (name: string) => string,
): Check {
  const code = failure === undefined ? undefined : (codesOf(`(${failure})`)[0] ?? 'another failure');
  return { outcome, ageMs, failure: code, answer: answer && sanitiseAnswer(answer, cookieNames, names) };
}

function sanitiseAnswer(
  answer: Answer,
  cookieNames: readonly string[],
  names: (name: string) => string,
): Answer {
  const setCookies = changedCookies(answer, cookieNames).map(
    ({ name, isDeleted }) => `${names(name)}=${isDeleted ? '' : '…'}`,
  );
  const [location] = headerValues(answer, 'location');
  const body = { error: decisiveWords(wordsOf(answer)), page: decisiveWords(answer.body) };
  return {
    status: answer.status,
    headers: {
      'set-cookie': setCookies,
      ...(location !== undefined && { location: `/${decisiveWords(location.replace(/[?#].*/, ''))}` }),
    },
    body: JSON.stringify(body),
  };
}

/** The signature of a cookie keeps its suffix, which the diagnosis reads. */
function nameCookies({ cookieNames, affinityCookies, notStored }: Observations) {
  const all = [...cookieNames, ...affinityCookies, ...(notStored?.cookies ?? [])];
  const bases = [...new Set(all.map((each) => baseOf(typeof each === 'string' ? each : each.name)))];
  return (name: string) => `cookie-${bases.indexOf(baseOf(name)) + 1}${name === baseOf(name) ? '' : '.sig'}`;
}

const baseOf = (name: string) => name.replace(/\.sig$/, '');

/** Status codes and the codes of errors: `(ECONNREFUSED, 401)`. */
function withCodes(text: string): string {
  const codes = codesOf(text);
  return codes.length === 0 ? '' : ` (${codes.join(', ')})`;
}

function codesOf(text: string): readonly string[] {
  const found = text.matchAll(
    /answered with ([1-5]\d\d)\b|\((timeout|aborted|no-answer|[A-Z]+(?:_[A-Z]+)+|E[A-Z]{4,15})\)/g,
  );
  return [...found].map(([, status, code]) => status ?? code ?? '');
}

/** Which attributes the reason names; it can hold a path or a host too. */
function aboutCookie(reason: RejectedCookie['reason']): string {
  const words = reason.match(/secure|domain|path|prefix|suffix|httponly|samesite|expires|\d+ bytes/gi) ?? [];
  return `about ${[...new Set(words.map((word) => word.toLowerCase()))].join(', ') || 'something else'}`;
}
