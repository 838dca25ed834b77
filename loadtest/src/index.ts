// The load test as a library: the options for a command line, the run, and the failures that it throws.
export type { Environment } from './environment.js';
export type { Secrets } from './experiments/experiment.js';
export {
  type ExperimentName,
  experimentNames,
  faultNames,
  harmlessNames,
  scoredNames,
} from './experiments/index.js';
export { exitCodes, LoadtestFailure } from './failure.js';
export { createControl } from './faults/control-client.js';
export type { Faults, InstanceFaults, RedisFaults } from './faults/faults.js';
export { instanceFaults } from './faults/instance-faults.js';
export { redisFaults, withRedis } from './faults/redis-faults.js';
export type { Figure } from './figure.js';
export { addLoadtestOptions, defaults, type LoadtestOptions } from './options.js';
export { type OptionValues, parseLoadtestOptions } from './parse-options.js';
export type { FailedTrial, ReportDocument } from './report/document.js';
export { prepareReports } from './report/write.js';
export { type FirstPart, loadFirstPart, requireSameCount } from './resume/first-part.js';
export { type Output, type RunContext, runLoadtest } from './run.js';
export { percentile } from './statistics/percentile.js';
export { type Samples, type SortedSamples, sortSamples } from './statistics/samples.js';
export { type Spread, spread } from './statistics/spread.js';
export { type Interval, wilson } from './statistics/wilson.js';
export { chooseModes } from './target/modes.js';
export type { Trial } from './trial.js';
