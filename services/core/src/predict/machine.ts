// Predicts the effect of a machine that crashes, is cut off or drained, and of instances that move to other machines.
import type { Axes } from '../axes.js';
import type { RedisTopology } from '../redis-url.js';
import { between, type Expectation, exactly } from './expectation.js';
import { predictGoneLogIns } from './failover.js';
import { predictGoneWithoutRedis } from './partition.js';
import { diesWithRedis } from './redis-fault.js';

/** `proxy_read_timeout` (10 s) and a second: so long a request waits that was sent on a connection to a silent machine. */
export const secondsUntilSilenceEnds = 11;

/** Docker Swarm: three heartbeats of 5 s. */
const noticingSeconds = 15;
/** An instance that starts, with its health checks and the look-up of its name, on a busy machine. */
const startSeconds = 60;

/** Seconds from a crash of a machine until as many instances run as before. */
export function predictSecondsUntilMoved(): Expectation {
  const reason =
    'The orchestrator notices a silent machine after three heartbeats of 5 s. Each instance then takes its time to start.';
  return between(0, noticingSeconds + startSeconds, reason);
}

/** Seconds until instances are replaced on request. @param inTurn how many, one after the other */
export function predictSecondsUntilReplaced(inTurn: number): Expectation {
  return between(0, inTurn * startSeconds, 'Each instance takes its time to start.');
}

export function predictLoggedOutByMachinePartition(): Expectation {
  return exactly(0, 'What runs on a machine without a network keeps its memory.');
}

/** Log-ins around the cut of a machine, or its crash, that were acknowledged. */
interface WritesToMachine {
  /** Those that only a server of Redis there took. */
  readonly certain: number;
  /** Those that only a server of Redis there may have taken. */
  readonly possible: number;
}

/**
 * Acknowledged log-ins that are lost once a machine that was cut off is back (RPO).
 * @param topology of Redis, if a primary was on the machine
 */
export function predictGoneByMachinePartition(
  mode: Axes,
  topology: RedisTopology | undefined,
  { certain, possible }: WritesToMachine,
): Expectation {
  return predictGoneWithMachine(mode, topology, {
    single: exactly(0, 'Redis kept its memory, and no other server took its place.'),
    sentinel: between(
      certain,
      possible,
      'The old primary acknowledges writes of the instances beside it until a sentinel demotes it; then it copies the new primary.',
    ),
    cluster: between(
      0,
      possible,
      'A primary that reaches no other refuses writes after a second. Only those of the last moment can be gone.',
    ),
  });
}

/** Acknowledged log-ins that are lost after a machine has crashed (RPO). @param topology of Redis, if a primary was on it */
export function predictGoneByMachineCrash(
  mode: Axes,
  topology: RedisTopology | undefined,
  { certain, possible }: WritesToMachine,
): Expectation {
  const replicated = predictGoneLogIns(mode, possible);
  return predictGoneWithMachine(mode, topology, {
    single: between(certain, possible, 'Redis starts empty on another machine.'),
    sentinel: replicated,
    cluster: replicated,
  });
}

function predictGoneWithMachine(
  mode: Axes,
  topology: RedisTopology | undefined,
  byTopology: Readonly<Record<RedisTopology, Expectation>>,
): Expectation {
  if (!diesWithRedis(mode)) return predictGoneWithoutRedis();
  return topology === undefined ? exactly(0, 'Redis ran on other machines.') : byTopology[topology];
}

interface CutOff {
  /** Requests that may have been under way to the machine at the cut, and the writes among them. */
  readonly cutOff: number;
  readonly writes: number;
  /** Requests in the seconds after it is back. */
  readonly returning: number;
}

/** Requests that fail when a machine is cut off for less than `proxy_read_timeout`. */
export function predictLostByMachinePartition(
  mode: Axes,
  { cutOff, writes, returning }: CutOff,
): Expectation {
  if (mode.state === 'redis') {
    const reason =
      'Only requests under way at the cut, and those until the instance has a connection to Redis again.';
    return between(0, cutOff + returning, reason);
  }
  return between(0, writes, 'Only writes under way at the cut: the balancer retries reads elsewhere.');
}

/** Seconds from the end of the cut until every instance is reached, and reaches Redis. */
export function predictSecondsUntilReached(): Expectation {
  const reason =
    'An orchestrator may forget the way to a machine that was cut off. A machine of a Docker Swarm asks another one for it every 30 s.';
  return between(0, 90, reason);
}

/** Seconds from the cut until no new request waits for the machine. */
export function predictLeftOut(): Expectation {
  const reason =
    'Open connections to the machine are used for up to a second. A new one is given up after 250 ms.';
  return between(0, 2, reason);
}
