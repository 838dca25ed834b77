// The names of the experiments, in the order of the report. The load test has an implementation for each.

export const experimentNames = [
  'steady',
  'revocation',
  'single-login',
  'refresh-race',
  'logout-race',
  'forgery',
  'exposure',
  'cookie-transport',
  'expiry',
  'sign-in',
  'provider-log-out',
  'guessing',
  'crash',
  'rolling-restart',
  'redis-crash',
  'redis-stall',
  'redis-failover',
  'redis-partition',
  'redis-eviction',
  'redis-restore',
  'instance-stall',
  'scale-out',
  'scale-in',
  'key-rotation',
  'machine-crash',
  'machine-partition',
  'machine-drain',
  'rolling-update',
] as const;

export type ExperimentName = (typeof experimentNames)[number];
