// --watch: users log in once, and their checks go on while the operator restarts, scales or fails over.
import type { ProbeReport, UserChecks } from '@scale-out-lab/core/wire';
import { sendCheck } from './check.js';
import { logInOnce, type Run } from './measure.js';

const mostKept = 20;

/** Checks each user in turn on fresh connections, until the time is over or the signal is aborted. */
export async function watch(run: Run, seconds: number, signal: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  const users = [];
  while (users.length < run.plan.users) {
    const result = await logInOnce(run);
    if (result) users.push({ credential: result.credential, checks: [] as UserChecks['checks'][number][] });
    else if (users.length === 0) return;
    else break;
  }
  run.users.push(...users.map(({ checks }) => ({ part: 'pinned-fresh' as const, checks })));
  const startedWatchAt = performance.now();
  const elapsedSeconds = () => (performance.now() - startedWatchAt) / 1000;
  for (let shownAt = 0; elapsedSeconds() < seconds && !signal.aborted; ) {
    for (const { credential, checks } of users) {
      const options = { isBrowser: run.renewal.isNeeded };
      const { answer, ...check } = await sendCheck(run.agent, run.plan, credential, options, startedAt);
      // A watch can last for hours: only the answers at its beginning and the failed ones are kept.
      const isKept = check.outcome !== 'ok' || checks.length < mostKept;
      checks.push({ ...check, answer: isKept ? answer : undefined });
    }
    if (Math.floor(elapsedSeconds()) === shownAt) continue;
    shownAt = Math.floor(elapsedSeconds());
    const ok = users.filter(({ checks }) => checks.at(-1)?.outcome === 'ok').length;
    run.show(`${shownAt} s: the last check of ${ok} of ${users.length} users succeeded`);
  }
}

/** So many refused checks in a row, up to the end, log a user out for good. */
const mostRefused = 5;

/** Milliseconds from the beginning to the first of them; undefined for a user who is still logged in. */
function loggedOutAtMs({ checks }: UserChecks): number | undefined {
  const tail = checks.slice(checks.findLastIndex(({ outcome }) => outcome === 'ok') + 1);
  const refused = tail.filter(({ outcome }) => outcome === 'logged-out');
  return refused.length >= mostRefused ? refused[0]?.ageMs : undefined;
}

/** The state of the users, second by second. */
export function summariseWatch(users: readonly UserChecks[]): NonNullable<ProbeReport['watch']> {
  const secondOf = (ms: number) => Math.floor(ms / 1000);
  const ends = users.flatMap((each) => loggedOutAtMs(each) ?? []);
  const curve: { second: number; loggedIn: number; checks: number; failures: number }[] = [];
  for (const { ageMs, outcome } of users.flatMap(({ checks }) => checks)) {
    while (curve.length <= secondOf(ageMs))
      curve.push({ second: curve.length, loggedIn: users.length, checks: 0, failures: 0 });
    const point = curve[secondOf(ageMs)];
    if (!point) continue;
    point.checks += 1;
    point.failures += outcome === 'ok' ? 0 : 1;
  }
  for (const point of curve) point.loggedIn -= ends.filter((ms) => secondOf(ms) <= point.second).length;
  return { users: users.length, loggedOut: ends.length, curve };
}
