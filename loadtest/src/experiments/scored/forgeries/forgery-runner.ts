// Sends forged credentials to every instance, and genuine ones between them, and judges each answer.
import { longestRefusalMs } from '@scale-out-lab/core';
import { usernameOf } from '../../../users/usernames.js';
import type { ClusterClient } from '../../client/cluster-client.js';
import type { HttpRequest, Reply } from '../../client/http.js';
import type { TrialRecord } from '../../client/trial-record.js';
import type { TrialPlan } from '../../experiment.js';
import { createFindings, type Findings, judge } from './findings.js';
import type { ForgedRequest } from './forgery-class.js';

export interface Totals {
  /** The slowest answer to a forgery. */
  readonly slowestMs: number;
  /** Answers to forgeries. */
  readonly answers: number;
  /** Classes to which every instance has answered, and the names of the others. */
  readonly classes: number;
  readonly unanswered: readonly string[];
}

export interface ForgeryRunner {
  readonly findings: Findings;
  totals(): Totals;
  /** @param aim the one instance that is tested by it; every instance unless told otherwise */
  forged(what: string, forged: ForgedRequest, aim?: string): Promise<void>;
  /** @param accepts whether that instance should accept it */
  genuine(what: string, request: HttpRequest, accepts: (instance: string) => boolean): Promise<void>;
}

/** What costs an instance this long costs it so again; what a pause of the machine costs comes once. */
const triesWhenSlow = 2;

export function createForgeryRunner(
  cluster: ClusterClient,
  { mode, instances, firstUser }: TrialPlan,
  record: TrialRecord,
): ForgeryRunner {
  const findings = createFindings();
  const answeredBy = new Map<string, Set<string>>();
  const username = usernameOf(firstUser);
  let answers = 0;
  let slowestMs = 0;

  /** Until each of those has answered. If answers come from elsewhere, as many of them are enough. */
  async function sendTo(aims: readonly string[], request: HttpRequest): Promise<readonly Reply[]> {
    const replies: Reply[] = [];
    const missing = new Set(aims);
    let others = 0;
    await cluster.sendUntil(request, (reply) => {
      replies.push(reply);
      if (!instances.includes(reply.instance ?? '')) others += 1;
      missing.delete(reply.instance ?? '');
      return missing.size === 0 || others >= instances.length;
    });
    return replies;
  }

  async function measure(request: HttpRequest, first: Reply): Promise<number> {
    let fastest = first.answeredAt - first.sentAt;
    if (first.instance === undefined) return fastest;
    for (let tries = 0; fastest > longestRefusalMs && tries < triesWhenSlow; tries += 1) {
      const again = await cluster.sendUntil(request, ({ instance }) => instance === first.instance);
      fastest = Math.min(fastest, again.answeredAt - again.sentAt);
    }
    return fastest;
  }

  return {
    findings,
    totals() {
      const isAnswered = (by: ReadonlySet<string>) => instances.every((instance) => by.has(instance));
      const unanswered = [...answeredBy].filter(([, by]) => !isAnswered(by)).map(([what]) => what);
      return { slowestMs, answers, classes: answeredBy.size - unanswered.length, unanswered };
    },
    async forged(what, { request, genuineOn, isNoRequest }, aim) {
      const by = answeredBy.get(what) ?? new Set();
      answeredBy.set(what, by);
      const aims = aim === undefined ? instances : [aim];
      for (const reply of await sendTo(aims, request)) {
        if (reply.instance !== undefined && reply.instance === genuineOn) continue;
        answers += 1;
        if (isNoRequest && reply.answer?.status === 400) {
          for (const instance of instances) by.add(instance);
          continue;
        }
        if (reply.instance !== undefined) by.add(reply.instance);
        record.note(username, reply, 1);
        const fault = judge(mode, reply);
        if (fault) findings.enter(fault, what, reply);
        const ms = await measure(request, reply);
        if (ms > longestRefusalMs) findings.enter('slow', what, reply);
        slowestMs = Math.max(slowestMs, ms);
      }
    },
    async genuine(what, request, accepts) {
      for (const reply of await sendTo(instances, request)) {
        const isDue = accepts(reply.instance ?? '');
        const outcome = record.note(username, reply, isDue ? 0 : 1);
        if (isDue && outcome !== 'ok') findings.enter('refusedGenuine', what, reply);
      }
    },
  };
}
