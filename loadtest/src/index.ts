// The load test as a library: the options, the run and its parts, what it finds as data and as text, and its failures.
export {
  type Answer,
  headerValues,
  instanceOf,
  isRecord,
  jsonBody,
  numberField,
  textField,
} from './answer.js';
export { type RestartMeans, restartInstance } from './drill/restart-instance.js';
export type { Environment } from './environment.js';
export { exitCodeOf } from './exit-code.js';
export { describeExperiments, type ExperimentFacts } from './experiments/describe.js';
export type { Secrets } from './experiments/experiment.js';
export { experimentGroups, parseExperiments } from './experiments/groups.js';
export {
  type ExperimentName,
  experimentNames,
  faultNames,
  harmlessNames,
  scoredNames,
} from './experiments/index.js';
export { exitCodes, LoadtestFailure } from './failure.js';
export { createControl } from './faults/control-client.js';
export type { Faults, InstanceFaults, InstanceState, RedisFaults, SecretRing } from './faults/faults.js';
export { instanceFaults } from './faults/instance-faults.js';
export { type FaultValues, parseFaults } from './faults/parse-faults.js';
export { readFaultSecrets, readToken } from './faults/read-secrets.js';
export { type RedisAddress, type RedisClient, redisFaults, withRedis } from './faults/redis-faults.js';
export type { Figure } from './figure.js';
export { type MeasureContext, measureAll } from './measure-all.js';
export { addLoadtestOptions, defaults, type LoadtestOptions } from './options.js';
export { type OptionValues, parseLoadtestOptions } from './parse-options.js';
export { toPrintable } from './printable.js';
export { decodeClaims } from './probe/claims.js';
export type { ProbeRequest } from './probe/http.js';
export type { SeriesProgress } from './progress.js';
export { type FailedTrial, type ReportDocument, renderJson } from './report/document.js';
export { renderHtml } from './report/html.js';
export { renderMarkdown } from './report/markdown.js';
export { describeResult } from './report/result.js';
export { type ReportTable, toTables } from './report/tables.js';
export { renderVerdict } from './report/verdict.js';
export { prepareReports } from './report/write.js';
export { type FirstPart, loadFirstPart, requireSameCount } from './resume/first-part.js';
export { type Output, type RunContext, runLoadtest } from './run.js';
export { percentile } from './statistics/percentile.js';
export { type Samples, type SortedSamples, sortSamples } from './statistics/samples.js';
export { type Spread, spread } from './statistics/spread.js';
export { type Interval, wilson } from './statistics/wilson.js';
export { chooseModes } from './target/modes.js';
export { type Lane, openLane } from './traffic/lane.js';
export type { Trial } from './trial.js';
export { type CookieJar, createCookieJar } from './users/cookie-jar.js';
export { drawGap } from './users/phase.js';
