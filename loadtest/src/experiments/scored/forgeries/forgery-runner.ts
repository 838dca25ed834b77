// Sends forged credentials to every instance, and genuine ones between them, and judges each answer.
import { longestRefusalMs, type Mode, sessionCookieName } from '@scale-out-lab/core';
import { type HttpRequest, isTls } from '../../../http/connection.js';
import { type Answer, headerValues, textField } from '../../../model/answer.js';
import type { Reply } from '../../client/cluster-client.js';
import { type ScoredTrial, usernameIn } from '../../client/scored-trial.js';

export interface ForgedRequest {
  readonly request: HttpRequest;
  /** The one instance that must accept the request. */
  readonly genuineOn?: string | undefined;
  /** Whether a balancer may refuse the request itself, with 400, before it reaches an instance. */
  readonly isMalformed?: true;
}

/** A slow check is slow each time; a pause of the machine occurs once. */
const triesWhenSlow = 2;

export type ForgeryRunner = ReturnType<typeof createForgeryRunner>;

export function createForgeryRunner(trial: ScoredTrial) {
  const { cluster, instances, record } = trial;
  const findings = createFindings();
  const answeredBy = new Map<string, Set<string>>();
  const username = usernameIn(trial, 0);
  let answers = 0;
  let slowestMs = 0;

  /** Sends it until each target has answered, or as many answers have come from unknown instances. */
  async function sendTo(targets: readonly string[], request: HttpRequest): Promise<readonly Reply[]> {
    const replies: Reply[] = [];
    const missing = new Set(targets);
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
    /** Answers to forgeries, the slowest of them, how many classes every instance has answered, and the names of the others. */
    totals() {
      const isAnswered = (by: ReadonlySet<string>) => instances.every((instance) => by.has(instance));
      const unanswered = [...answeredBy].filter(([, by]) => !isAnswered(by)).map(([what]) => what);
      return { slowestMs, answers, classes: answeredBy.size - unanswered.length, unanswered };
    },
    /** @param target the one instance that is tested; by default every instance */
    async sendForged(
      what: string,
      { request, genuineOn, isMalformed }: ForgedRequest,
      target?: string,
    ): Promise<void> {
      const by = answeredBy.get(what) ?? new Set();
      answeredBy.set(what, by);
      const targets = target === undefined ? instances : [target];
      for (const reply of await sendTo(targets, request)) {
        if (reply.instance !== undefined && reply.instance === genuineOn) continue;
        answers += 1;
        if (isMalformed && reply.answer?.status === 400) {
          for (const instance of instances) by.add(instance);
          continue;
        }
        if (reply.instance !== undefined) by.add(reply.instance);
        record.note(username, reply, 1);
        const fault = judge(trial, reply);
        if (fault) findings.add(fault, what, reply);
        const ms = await measure(request, reply);
        if (ms > longestRefusalMs) findings.add('slow', what, reply);
        slowestMs = Math.max(slowestMs, ms);
      }
    },
    /** @param accepts whether that instance should accept it */
    async sendGenuine(
      what: string,
      request: HttpRequest,
      accepts: (instance: string) => boolean,
    ): Promise<void> {
      for (const reply of await sendTo(instances, request)) {
        const isDue = accepts(reply.instance ?? '');
        const outcome = record.note(username, reply, isDue ? 0 : 1);
        if (isDue && outcome !== 'ok') findings.add('refusedGenuine', what, reply);
      }
    },
  };
}

/** The fault of an answer to a forged or a genuine credential. */
export type FindingKind = 'accepted' | 'failed' | 'otherStatus' | 'unchallenged' | 'slow' | 'refusedGenuine';

/** The fault of the answer to a forged credential; undefined if it was refused correctly. */
function judge(trial: ScoredTrial, { answer }: Reply): FindingKind | undefined {
  if (answer === undefined || answer.status >= 500) return 'failed';
  if (answer.status < 300) return 'accepted';
  if (answer.status !== 401) return 'otherStatus';
  return isChallenge(trial, answer) ? undefined : 'unchallenged';
}

function createFindings() {
  const found = new Map<FindingKind, Map<string, string[]>>();
  const placesOf = (kind: FindingKind) => found.get(kind) ?? new Map<string, string[]>();
  return {
    add(kind: FindingKind, what: string, { instance = 'no instance' }: Pick<Reply, 'instance'>): void {
      const places = placesOf(kind);
      found.set(kind, places.set(what, [...(places.get(what) ?? []), instance]));
    },
    count: (kind: FindingKind): number => [...placesOf(kind).values()].flat().length,
    /** The classes and instances, such as `alg "none" (api-1, api-2)`; undefined if there are none. */
    describe(kind: FindingKind): string | undefined {
      const places = [...placesOf(kind)].map(
        ([what, where]) => `${what} (${[...new Set(where)].sort().join(', ')})`,
      );
      return places.join('; ') || undefined;
    },
  };
}

const realm = 'scale-out-lab';

type Challenge = Readonly<Record<string, string | undefined>>;

/** The required contents of WWW-Authenticate in a 401 (RFC 9110 §11.6.1, RFC 6750 §3). */
const challenges = {
  // No error code where no Bearer token was sent (RFC 6750 §3.1).
  jwt: (_trial, isMissing) => ({ scheme: 'Bearer', realm, error: isMissing ? undefined : 'invalid_token' }),
  session: ({ mode, url }) => ({
    scheme: 'Cookie',
    realm,
    'cookie-name': sessionCookieName(mode, isTls(url)),
  }),
} as const satisfies Record<Mode['credential'], (trial: ScoredTrial, isMissing: boolean) => Challenge>;

/** Whether there is exactly one challenge, with at least the required parameters. */
function isChallenge(trial: ScoredTrial, answer: Answer): boolean {
  const values = headerValues(answer, 'www-authenticate');
  const [scheme] = (values[0] ?? '').split(' ', 1);
  const parameters = (values[0] ?? '').matchAll(/([\w-]+)="([^"]*)"/g);
  const said = new Map(Array.from(parameters, ([, name = '', value = '']) => [name, value]));
  const isMissing = textField(answer, 'code') === 'missing-credential';
  const { scheme: wanted, ...others } = challenges[trial.mode.credential](trial, isMissing);
  const isComplete = Object.entries(others).every(([name, value]) => said.get(name) === value);
  return values.length === 1 && scheme === wanted && isComplete;
}
