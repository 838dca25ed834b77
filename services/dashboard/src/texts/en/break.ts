// The panel "Break it".
import type { KeyChange, KeyRing } from '@scale-out-lab/core';

const rings = { session: 'Cookie secret', jwt: 'Token secret', published: 'Published key pairs' };

const keyChanges = {
  overlap: 'rotated with overlap; the old key is still accepted',
  retire: 'the old key is retired',
  cut: 'rotated immediately',
  reset: 'reset to the configured key',
};

export const breakTexts = {
  cost: {
    noVisitor: 'No visitor is logged out.',
    some: (range: string, of: number) => `This logs out ${range} of ${of} visitors.`,
    each: (list: string, of: number) => `Of ${of} visitors, this logs out ${list}.`,
    target: (range: string, target: string) => `${range} (${target})`,
    reasons: {
      'kept-in-instance': 'The log-in is kept in the memory of the instance that served it.',
      'not-in-instance': 'No log-in depends on a single instance.',
      'kept-in-redis': 'Log-ins are stored in Redis, and Redis restarts empty.',
      copied: 'Another server of Redis has them too, apart from writes that it has not received.',
      'read-back': 'Redis reads its append-only file when it restarts.',
      'not-in-redis': 'Log-ins do not depend on Redis.',
      'other-key': 'This key does not sign the credentials of this mode.',
      'old-accepted': 'Instances still accept the old key.',
      'old-refused': 'No instance accepts credentials signed with the old key.',
      'signed-by-new': 'The credentials are signed with the key that stays.',
      renewed: 'A refresh token is not signed, so it still gets a new access token.',
      waits: 'Requests wait; nothing stored is lost.',
      'refused-meanwhile':
        'Requests that need Redis fail with 503 until it answers again; nothing stored is lost.',
      moved: 'Session affinity moves some users to the new instance, which does not know them.',
      harmless: 'Nothing that log-ins depend on changes.',
    },
  },

  crowd: {
    title: 'Who is still logged in',
    logIn: (count: number) => `Log in ${count} visitors`,
    working: 'Logging in …',
    check: 'Check now',
    checked: 'The page checks each visitor every 2 s. It pauses while an experiment runs.',
    empty: 'No visitor has logged in yet.',
    count: (count: number, of: number) => `${count} of ${of} still logged in`,
    unclear: (count: number) => `${count} unknown right now`,
    predicted: (range: string) => `predicted ${range}`,
    states: {
      in: 'logged in',
      out: 'logged out',
      unclear: 'unknown right now',
    },
    lostCredential: 'The visitor has lost the credential.',
    hint: 'Point at a visitor, or move there with Tab, to see the reason.',
  },

  downTime: {
    label: 'How long',
    names: { untilStarted: 'until it is started', tenSeconds: 'for 10 s', briefly: 'briefly' },
  },

  groups: {
    title: 'What to break',
    instances: 'Instances',
    redis: 'Redis',
    keys: 'Keys',
    cluster: 'All instances',
  },

  faults: {
    crash: 'Crash',
    drain: 'Restart',
    stall: 'Stall',
    start: 'Start',
    'redis-crash': 'Crash',
    'redis-stall': 'Stall',
    'redis-start': 'Start',
    'redis-persistence': 'Persistence (AOF)',
    overlap: 'Rotate with overlap',
    retire: 'Retire the old key',
    cut: 'Rotate immediately',
    reset: 'Reset keys',
    restart: 'Restart all in turn',
    fewer: 'One instance fewer',
    more: 'One instance more',
  },

  /** What each fault does. */
  says: {
    crash: 'Kills the process, as if the machine had failed.',
    drain: 'Graceful restart: finishes its requests, exits, starts again.',
    stall: 'The process runs but does not answer, as in a long garbage collection.',
    start: 'Starts an instance that crashed, and continues one that is stalled.',
    'redis-crash': 'Kills Redis. It starts empty unless persistence is on.',
    'redis-stall': 'Redis does not answer. Nothing stored is lost.',
    'redis-start': 'Starts Redis if it crashed, and continues it if it is stalled.',
    'redis-persistence':
      'With the append-only file, Redis restarts with every acknowledged write. Only a failed machine can lose the last second.',
    overlap: 'All instances sign with a new key and still accept the old one.',
    retire: 'Ends the overlap: instances refuse credentials signed with the old key.',
    cut: 'Instances sign with a new key and refuse the old one at once, as after a leak.',
    reset: 'Uses the configured secret again. Of key pairs, each instance keeps its latest.',
    restart: 'Restarts one instance after the other, as a deployment does.',
    fewer: 'The last instance finishes its requests and exits.',
    more: 'The load balancer sends it requests as soon as it listens.',
  },

  /** The same where Redis has several servers. */
  saysOfNode: {
    'redis-crash': 'Kills the process. If it was a primary, a replica takes over.',
    'redis-stall': 'The process runs but does not answer. If it was a primary, a replica takes over.',
    'redis-start': 'Starts a process that crashed, and continues one that is stalled.',
  },

  targets: {
    redis: 'Redis',
    on: 'Switch on',
    off: 'Switch off',
    ring: 'Keys',
    to: (count: number) => `to ${count}`,
    all: 'Do it',
  },

  rings,

  incidents: {
    crash: ({ instance }: { instance: string }) => `${instance} was crashed`,
    drain: ({ instance }: { instance: string }) => `${instance} is restarting`,
    stall: ({ instance, ms }: { instance: string; ms: number | null }) =>
      ms === null ? `${instance} was stalled` : `${instance} was stalled for ${ms / 1000} s`,
    start: ({ instance }: { instance: string }) => `${instance} was started`,
    died: ({ instance }: { instance: string }) => `${instance} no longer answers`,
    back: ({ instance }: { instance: string }) => `${instance} answers again`,
    'redis-crash': 'Redis was crashed',
    'redis-stall': ({ ms }: { ms: number | null }) =>
      ms === null ? 'Redis was stalled' : `Redis was stalled for ${ms / 1000} s`,
    'redis-start': 'Redis was started',
    'redis-died': 'Redis no longer answers',
    'redis-back': 'Redis answers again',
    'node-crash': ({ node }: { node: string }) => `${node} was crashed`,
    'node-stall': ({ node, ms }: { node: string; ms: number | null }) =>
      ms === null ? `${node} was stalled` : `${node} was stalled for ${ms / 1000} s`,
    'node-start': ({ node }: { node: string }) => `${node} was started`,
    'node-died': ({ node }: { node: string }) => `${node} no longer answers`,
    'node-back': ({ node }: { node: string }) => `${node} answers again`,
    'node-promoted': ({ node }: { node: string }) => `${node} is a primary of Redis now`,
    'redis-persistence': ({ isPersistent }: { isPersistent: boolean }) =>
      `Redis persistence is ${isPersistent ? 'on' : 'off'}`,
    keys: ({ ring, how }: { ring: KeyRing; how: KeyChange }) => `${rings[ring]}: ${keyChanges[how]}`,
    'restart-begins': 'The rolling restart has started',
    'restart-ends': 'The rolling restart has finished',
    'reset-begins': 'The reset of the lab has started',
    'reset-ends': 'The lab has been reset',
    scale: ({ count, error }: { count: number; error: string | null }) =>
      error === null ? `Number of instances: ${count}` : `Scaling failed: ${error}`,
  },

  obstacles: {
    waiting: 'The state of the cluster is not known yet.',
    run: 'An experiment is running. This would disturb it.',
    restart: 'A rolling restart is running. Wait for it to finish.',
    scale: 'Instances are being started or stopped. Wait for it to finish.',
    reset: 'The lab is being reset. Wait for it to finish.',
    noRedis: 'The control room has no Redis address.',
    noPersistence: 'In containers this is a setting. Restart with: REDIS_APPENDONLY=yes docker compose up',
    noScale: 'Instances cannot be started from this page. Use: docker compose up --scale api=5',
    held: (instance: string) => `${instance} is down. Start it first.`,
    redisHeld: 'Redis is down. Start it first.',
    running: 'There is nothing to start.',
    noHold: 'Parts restart automatically here.',
    gone: (instance: string) => `${instance} is down; it restarts automatically.`,
    redisGone: 'Redis is down; it restarts automatically.',
    fewest: 'Only one instance is left.',
    most: 'Nine instances are the maximum.',
  },

  timeline: {
    title: 'The last minute',
    asList: 'Show as a list',
    asked: 'done here',
    detected: 'detected',
    drawing: 'Timeline of the last minute. The list below has the same content.',
    all: 'all',
    loggedIn: 'logged in',
    now: 'now',
    ago: (seconds: number) => `${seconds} s ago`,
    nothing: 'No events yet.',
    noticed: 'detected',
    counted: (mode: string, count: number) => `${mode}: ${count} logged in`,
  },
};
