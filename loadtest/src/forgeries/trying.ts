// Sends forged credentials to every instance, and genuine ones between them, and judges each answer.
import { longestRefusalMs } from '@scale-out-lab/modes';
import type { TrialPlan } from '../experiments/experiment.js';
import type { ProbeRequest, Reply } from '../probe/http.js';
import type { Ledger } from '../probe/ledger.js';
import type { Probe } from '../probe/probe.js';
import { usernameOf } from '../users/usernames.js';
import { createFindings, type Findings, judge } from './findings.js';
import type { ForgedRequest } from './forgery-class.js';

export interface Trying {
  readonly findings: Findings;
  /** The slowest answer to a forgery, how many were tried, each on every instance, and of how many classes. */
  totals(): { readonly slowestMs: number; readonly forgeries: number; readonly classes: number };
  forged(what: string, forged: ForgedRequest): Promise<void>;
  /** @param accepts whether that instance should accept it */
  genuine(what: string, request: ProbeRequest, accepts: (instance: string) => boolean): Promise<void>;
}

/** What costs an instance this long costs it so again; what a pause of the machine costs comes once. */
const triesWhenSlow = 2;

export function createTrying(
  probe: Probe,
  { mode, instances, firstUser }: TrialPlan,
  ledger: Ledger,
): Trying {
  const findings = createFindings();
  const classes = new Set<string>();
  const username = usernameOf(firstUser);
  let forgeries = 0;
  let slowestMs = 0;

  /** To every instance. If answers come from elsewhere, as many of them are enough. */
  async function sendToEvery(request: ProbeRequest): Promise<readonly Reply[]> {
    const replies: Reply[] = [];
    const missing = new Set(instances);
    let others = 0;
    await probe.sendUntil(request, (reply) => {
      replies.push(reply);
      if (!instances.includes(reply.instance ?? '')) others += 1;
      missing.delete(reply.instance ?? '');
      return missing.size === 0 || others >= instances.length;
    });
    return replies;
  }

  async function measure(request: ProbeRequest, first: Reply): Promise<number> {
    let fastest = first.answeredAt - first.sentAt;
    for (let tries = 0; fastest > longestRefusalMs && tries < triesWhenSlow; tries += 1) {
      const again = await probe.sendUntil(request, ({ instance }) => instance === first.instance);
      fastest = Math.min(fastest, again.answeredAt - again.sentAt);
    }
    return fastest;
  }

  return {
    findings,
    totals: () => ({ slowestMs, forgeries, classes: classes.size }),
    async forged(what, { request, genuineOn, isNoRequest }) {
      classes.add(what);
      forgeries += 1;
      for (const reply of await sendToEvery(request)) {
        if (reply.instance !== undefined && reply.instance === genuineOn) continue;
        if (isNoRequest && reply.answer?.status === 400) continue;
        ledger.note(username, reply, 1);
        const fault = judge(mode, reply);
        if (fault) findings.enter(fault, what, reply);
        const ms = await measure(request, reply);
        if (ms > longestRefusalMs) findings.enter('slow', what, reply);
        slowestMs = Math.max(slowestMs, ms);
      }
    },
    async genuine(what, request, accepts) {
      for (const reply of await sendToEvery(request)) {
        const isDue = accepts(reply.instance ?? '');
        const outcome = ledger.note(username, reply, isDue ? 0 : 1);
        if (isDue && outcome !== 'ok') findings.enter('refusedGenuine', what, reply);
      }
    },
  };
}
