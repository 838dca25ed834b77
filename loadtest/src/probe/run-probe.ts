// A whole probe: the first look, the parts in order, and the report. It stops by itself on failures that do not concern log-in.
import { ExitError, exitCodes } from '@scale-out-lab/core';
import type { Check, Observations, ProbeRecording, ProbeReport } from '@scale-out-lab/core/wire';
import { createAgent } from './agent.js';
import { formOf } from './credential.js';
import { findLifetime, setExpiredAside } from './expiry.js';
import { type FirstLook, look } from './first-look.js';
import { findIdentities } from './instances.js';
import type { LogIn } from './log-in.js';
import { replayAfterLogOut } from './log-out.js';
import {
  checkAddresses,
  checkFresh,
  checkHttp2,
  checkKept,
  findAffinityCookies,
  type Run,
} from './measure.js';
import { failureRateOf, mostStray } from './observations.js';
import type { ProbePlan } from './plan.js';
import { judgeRecording } from './recording.js';
import { raceRefreshes } from './refresh.js';
import { resolve } from './request.js';
import { watch } from './watch.js';

interface ProbeContext {
  readonly signal: AbortSignal;
  /** One line of progress. */
  readonly show: (line: string) => void;
}

/** The failures are not about log-in, so that more requests would not help. */
class StoppedError extends Error {}

/** Consecutive checks without a useful answer that end a probe. */
const mostUseless = 20;
/** Each of them takes the whole --timeout. */
const mostTimeouts = 20;

/** @throws ExitError (2) when the check proves nothing */
export async function runProbe(plan: ProbePlan, context: ProbeContext): Promise<ProbeReport> {
  return judgeRecording(await recordProbe(plan, context));
}

/** @throws ExitError (2) when the check proves nothing */
export async function recordProbe(plan: ProbePlan, { signal, show }: ProbeContext): Promise<ProbeRecording> {
  const date = new Date().toISOString();
  const startedAt = performance.now();
  const agent = createAgent(plan, signal);
  const run: Run = {
    agent,
    plan,
    users: [],
    issuerOffsets: [],
    routes: [],
    logIns: { sent: 0, failed: [], requestsEach: 0, failedInTurn: 0, limited: 0 },
    renewal: { isNeeded: false },
    lastLogIn: { answer: undefined, failure: undefined },
    note: createStop(),
    show,
  };
  const first = await lookOrReason(run, signal);
  const parts = typeof first === 'string' ? { notRun: [], remarks: [] } : await runParts(run, first, signal);
  return {
    recordingVersion: 1,
    environment: `Node ${process.version}, ${process.platform}`,
    url: plan.url.href,
    date,
    seconds: Number(((performance.now() - startedAt) / 1000).toFixed(1)),
    sent: agent.sent(),
    logIns: run.logIns.sent,
    protocols: agent.protocols(),
    isTlsVerified: plan.isTlsVerified,
    limit: plan.limit,
    hasOtherAddresses: plan.sourceAddresses.length > 0,
    hasLogOut: plan.logOut !== undefined,
    seen: typeof first === 'string' ? first : observe(run, first, parts),
    remarks: parts.remarks,
    notRun: parts.notRun,
  };
}

/** @returns the reason, if nothing can be measured */
async function lookOrReason(run: Run, signal: AbortSignal): Promise<FirstLook | string> {
  try {
    return await look(run);
  } catch (error) {
    if (signal.aborted) return 'Interrupted before anything was measured.';
    const isReason = error instanceof ExitError && error.exitCode === exitCodes.missing;
    if (isReason || error instanceof StoppedError) return error.message;
    throw error;
  }
}

const renewed =
  'Each answer gives a new credential and ends the one before: two requests at once can log a user out. Every check sends the newest credential, so checks at once and checks without one cookie were left out.';

const failing = 'Checks fail, so the parts that follow would show nothing more.';
const noLogIn = 'A log-in failed, so one part was left out.';

/** A part shows nothing; the parts that follow do. */
class LeftOutError extends Error {}

/** The observations of a part. @throws LeftOutError if a log-in failed, or for the reason that a sentence gives */
function seenBy<Seen>(result: Seen | string | undefined): Seen {
  if (result === undefined) throw new LeftOutError(noLogIn);
  if (typeof result === 'string') throw new LeftOutError(result);
  return result;
}

type Part = readonly [name: string, isNeeded: () => boolean, step: () => Promise<unknown>];
type Later = Partial<Pick<Observations, 'affinityCookies' | 'afterLogOut' | 'refreshRace'>>;

async function runParts(run: Run, { notStored, logIn }: FirstLook, signal: AbortSignal) {
  const notRun: string[] = [];
  const remarks: string[] = run.renewal.isNeeded ? [renewed] : [];
  const later: { -readonly [Name in keyof Later]: Later[Name] } = {};
  // A failure rate below the limit may still be healthy, and that means that every part ran.
  const isFailing = () =>
    failureRateOf(lastingUsers(run, logIn).flatMap(({ checks }) => checks)) >
    Math.min(run.plan.limit, mostStray);
  const { watchSeconds } = run.plan;
  if (watchSeconds !== undefined) {
    await runWatch(run, watchSeconds, signal);
    return { remarks, notRun, ...later };
  }
  const parts: readonly Part[] = [
    ['checks on fresh connections', () => notStored === undefined, () => checkFresh(run)],
    ['checks on kept connections', () => notStored === undefined, () => checkKept(run)],
    [
      'checks over HTTP/2',
      () => notStored === undefined && run.plan.url.protocol === 'https:',
      async () => {
        if (!(await checkHttp2(run))) remarks.push('The server does not offer HTTP/2.');
      },
    ],
  ];
  const onlyIfFewFail: readonly Part[] = [
    [
      'checks from other addresses',
      () => run.plan.sourceAddresses.length > 0,
      async () => seenBy(await checkAddresses(run)),
    ],
    [
      'checks without one cookie',
      () => !run.renewal.isNeeded,
      async () => {
        later.affinityCookies = seenBy(await findAffinityCookies(run));
      },
    ],
    [
      'refreshes at once',
      () => run.plan.refresh !== undefined,
      async () => {
        later.refreshRace = seenBy(await raceRefreshes(run));
      },
    ],
    [
      'replay after a log-out',
      () => run.plan.logOut !== undefined,
      async () => {
        later.afterLogOut = seenBy(await replayAfterLogOut(run));
      },
    ],
  ];
  let stopped: string | undefined;
  for (const part of [...parts, ...onlyIfFewFail]) {
    const [name, isNeeded, step] = part;
    if (!isNeeded()) continue;
    if (stopped === undefined && onlyIfFewFail.includes(part) && isFailing()) {
      stopped = failing;
      remarks.push(stopped);
    }
    if (stopped !== undefined) {
      notRun.push(name);
      continue;
    }
    try {
      run.show(name);
      await step();
    } catch (error) {
      const isKnown = error instanceof StoppedError || error instanceof LeftOutError;
      if (!isKnown && !signal.aborted) throw error;
      const reason = signal.aborted ? 'Interrupted.' : (error as Error).message;
      if (!(error instanceof LeftOutError)) stopped = reason;
      remarks.push(reason);
      notRun.push(name);
    }
  }
  return { ...later, notRun, remarks };
}

/** Ctrl-C is its usual end. */
async function runWatch(run: Run, seconds: number, signal: AbortSignal): Promise<void> {
  try {
    await watch(run, seconds, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function observe(run: Run, { logIn, notStored }: FirstLook, later: Later): Observations {
  const url = resolve(run.plan.url, run.plan.check.path);
  const isWatch = run.plan.watchSeconds !== undefined;
  const answers = run.users.flatMap(({ checks }) => checks.flatMap(({ answer }) => answer ?? []));
  const routes = run.routes.map((route) => ({ headers: { jvmRoute: route } }));
  return {
    form: formOf(logIn.credential, url),
    cookieNames: logIn.credential.cookieNames(url),
    // A watch shows every log-in that ends.
    users: isWatch ? run.users : lastingUsers(run, logIn),
    issuerOffsets: run.issuerOffsets,
    lifetimeSeconds: findLifetime(logIn.lifetimes, run.users),
    logIns: run.logIns,
    affinityCookies: later.affinityCookies ?? [],
    afterLogOut: later.afterLogOut,
    refreshRace: later.refreshRace,
    notStored,
    identities: findIdentities(answers) ?? findIdentities(routes),
    isWatch,
    limited: run.agent.limited(),
  };
}

/** The users without the refusals that their credentials explain: those after the stated expiry. */
const lastingUsers = ({ users }: Run, { lifetimes }: LogIn) =>
  setExpiredAside(users, findLifetime(lifetimes, users));

/** Ends the probe after too many useless checks in a row. */
export function createStop(): Run['note'] {
  let useless = 0;
  let limited = 0;
  let timeouts = 0;
  return ({ outcome, failure }: Check) => {
    useless = outcome === 'no-answer' || outcome === 'unavailable' ? useless + 1 : 0;
    limited += outcome === 'rate-limited' ? 1 : 0;
    if (useless >= mostUseless)
      throw new StoppedError(`Stopped: ${useless} checks in a row got no answer or an error of the server.`);
    timeouts += failure === 'timeout' ? 1 : 0;
    if (timeouts >= mostTimeouts)
      throw new StoppedError(`Stopped: ${timeouts} checks got no answer in time.`);
    if (limited >= 3)
      throw new StoppedError('Stopped: the application limits the rate; lower it with --rate.');
  };
}
