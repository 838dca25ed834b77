// Shows a credential to every instance, again and again, and remembers what became of it.
import type { Clocks } from './clocks.js';
import type { ClusterClient } from './cluster-client.js';
import type { Reply } from './http.js';
import { type LogIn, meRequest } from './log-in.js';
import type { TrialRecord } from './trial-record.js';

export interface Replay extends Reply {
  readonly isAccepted: boolean;
  /** Whether it surely came before the credential's expiry on that instance, or surely after it. */
  readonly phase: Phase;
}

type Phase = 'before' | 'around' | 'after';

export interface ReplayPlan {
  readonly mode: Parameters<typeof meRequest>[0];
  readonly instances: readonly string[];
  readonly logIn: LogIn;
  readonly clocks: Clocks;
  readonly record: TrialRecord;
  /** Whether that instance should accept it before its expiry. */
  accepts(instance: string): boolean;
  /** Asked after each round over all instances. */
  isOver(round: readonly Replay[]): boolean;
}

const pauseMs = 60;
/** A copy that still works so long after its expiry has been seen to work too long. */
const overtimeMs = 3000;
const lossIn = { before: 0, around: 0.5, after: 1 } as const satisfies Record<Phase, number>;

/** Ends when it is over, or a while after the expiry. */
export async function replay(cluster: ClusterClient, plan: ReplayPlan): Promise<readonly Replay[]> {
  const { mode, instances, logIn, clocks, record } = plan;
  const expiries = instances.map((instance) => clocks.expiryOn(instance, logIn).latest);
  const endAt = Math.max(...expiries) + overtimeMs;
  const replays: Replay[] = [];
  for (;;) {
    const replies = await cluster.checkOnEveryInstance(meRequest(mode, logIn.credential));
    const round = replies.map((reply) => {
      const phase = phaseOf(reply, clocks, logIn);
      const loss = plan.accepts(reply.instance ?? '') ? lossIn[phase] : 1;
      return { ...reply, phase, isAccepted: record.note(logIn.username, reply, loss) === 'ok' };
    });
    replays.push(...round);
    if (plan.isOver(round) || performance.now() > endAt) return replays;
    await cluster.pause(pauseMs);
  }
}

function phaseOf({ instance = '', sentAt, answeredAt }: Reply, clocks: Clocks, logIn: LogIn): Phase {
  const { earliest, latest } = clocks.expiryOn(instance, logIn);
  if (answeredAt < earliest) return 'before';
  return sentAt > latest ? 'after' : 'around';
}
