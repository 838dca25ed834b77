// Log-ins and log-outs one after the other in each mode with state in Redis, and how many acknowledged ones are lost.
import { logInRequest, logOutRequest } from '../../../http/requests.js';
import { usernameOf } from '../../../users/record.js';
import type { ModeClient, Reply } from '../../client/cluster-client.js';
import { type LogIn, readLogIn } from '../../client/log-in.js';
import { type ByMode, type FaultHarness, forMode } from './harness.js';
import { countUsable } from './watched.js';

/** Users who log in again and again. In a Redis Cluster each primary has some of them. */
const streamUsers = 30;
/** Above the numbers of the watched users, below those of the traffic. */
const firstOfStream = 500;
const streamPauseMs = 100;

/** A log-in or a log-out. */
export interface Attempt {
  readonly sentAt: number;
  readonly answeredAt: number;
  /** Undefined if it was not acknowledged. */
  readonly logIn: LogIn | undefined;
}

/**
 * Logs in until it is stopped.
 * @param primaries of Redis: each has a share of the users, who log in as often as with one
 */
export function startLogIns(harness: FaultHarness, primaries = 1) {
  return startStream(harness, primaries, ({ mode, cluster }, index) => {
    if (mode.state !== 'redis') return undefined;
    const username = usernameOf(firstOfStream + (index % streamUsers));
    return async () => {
      const reply = await cluster.send(logInRequest(mode, username, {}));
      const isAcknowledged = reply.answer?.status === 200;
      return { reply, logIn: isAcknowledged ? readLogIn(mode, username, reply) : undefined };
    };
  });
}

/** Ends one of these log-ins after the other, until none is left or it is stopped. */
export function startLogOuts(harness: FaultHarness, logIns: ByMode<readonly LogIn[]>) {
  return startStream(harness, 1, ({ mode, cluster }, index) => {
    const logIn = forMode(logIns, mode)[index];
    if (!logIn) return undefined;
    return async () => {
      const reply = await cluster.send(logOutRequest(mode, logIn.credential));
      return { reply, logIn: reply.answer?.status === 200 ? logIn : undefined };
    };
  });
}

type Send = () => Promise<{ readonly reply: Reply; readonly logIn: LogIn | undefined }>;

/** @param next undefined: there is nothing more to send in that mode */
function startStream(
  harness: FaultHarness,
  atOnce: number,
  next: (client: ModeClient, index: number) => Send | undefined,
) {
  let isRunning = true;
  const attempts = harness.forEachMode(async (client): Promise<readonly Attempt[]> => {
    const made: Attempt[] = [];
    let index = 0;
    const sendInTurn = async () => {
      for (let send = next(client, index++); isRunning && send; send = next(client, index++)) {
        const { reply, logIn } = await send();
        made.push({ sentAt: reply.sentAt, answeredAt: reply.answeredAt, logIn });
        await client.cluster.pause(streamPauseMs);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, sendInTurn));
    return made;
  });
  // Its failure is that of `stop`.
  attempts.catch(() => {});
  return {
    stop(): Promise<ByMode<readonly Attempt[]>> {
      isRunning = false;
      return attempts;
    },
  };
}

export type Acknowledged = Attempt & { readonly logIn: LogIn };

export function acknowledged(attempts: readonly Attempt[]): readonly Acknowledged[] {
  return attempts.filter((attempt): attempt is Acknowledged => attempt.logIn !== undefined);
}

/** How many log-ins work no more. */
export async function countGone(client: ModeClient, made: readonly Acknowledged[]): Promise<number> {
  const logIns = made.map(({ logIn }) => logIn);
  return made.length - (await countUsable(client, logIns));
}
