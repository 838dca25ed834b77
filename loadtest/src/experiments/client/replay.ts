// Shows a credential to every instance, round after round, and records the answers.
import { meRequest } from '../../http/requests.js';
import type { Clocks } from './clocks.js';
import type { Reply } from './cluster-client.js';
import type { LogIn, ScoredTrial } from './log-in.js';

export interface Replay extends Reply {
  readonly isAccepted: boolean;
  /** Whether it certainly came before the credential's expiry on that instance, or certainly after it. */
  readonly phase: Phase;
}

type Phase = 'before' | 'around' | 'after';

interface ReplayOptions {
  readonly logIn: LogIn;
  readonly clocks: Clocks;
  /** Whether that instance should accept it before its expiry. */
  accepts(instance: string): boolean;
  /** Called after each round over all instances. */
  isLast(round: readonly Replay[]): boolean;
}

const pauseMs = 60;
/** A copy that still works this long after its expiry proves that it lives too long. */
const longestOverstayMs = 3000;
const lossIn = { before: 0, around: 0.5, after: 1 } as const satisfies Record<Phase, number>;

/** Ends after the last round, or a while after the expiry. */
export async function replay(
  { cluster, mode, instances, record }: ScoredTrial,
  { logIn, clocks, accepts, isLast }: ReplayOptions,
): Promise<readonly Replay[]> {
  const expiries = instances.map((instance) => clocks.expiryOn(instance, logIn).latest);
  const endAt = Math.max(...expiries) + longestOverstayMs;
  const replays: Replay[] = [];
  for (;;) {
    const replies = await cluster.checkOnEveryInstance(meRequest(mode, logIn.credential));
    const round = replies.map((reply) => {
      const phase = phaseOf(reply, clocks, logIn);
      const loss = accepts(reply.instance ?? '') ? lossIn[phase] : 1;
      return { ...reply, phase, isAccepted: record.note(logIn.username, reply, loss) === 'ok' };
    });
    replays.push(...round);
    if (isLast(round) || performance.now() > endAt) return replays;
    await cluster.pause(pauseMs);
  }
}

function phaseOf({ instance = '', sentAt, answeredAt }: Reply, clocks: Clocks, logIn: LogIn): Phase {
  const { earliest, latest } = clocks.expiryOn(instance, logIn);
  if (answeredAt < earliest) return 'before';
  return sentAt > latest ? 'after' : 'around';
}
