// The load test as a library: the options, the run and its parts, its results as data and as text, and its failures.

export { guardOutputs, hasColors, parseCommandLine, stopOnSignals } from './cli/command.js';
export { parseFaults, readFaultSecrets, readRedisNodes } from './cli/fault-options.js';
export {
  addLoadtestOptions,
  completeOptions,
  defaults,
  type GivenOptions,
  type LoadtestOptions,
  readOptions,
} from './cli/options.js';
export { exitCodeOf, runAndReport } from './cli/run-and-report.js';
export type { KnownSecrets } from './experiments/experiment.js';
export type {
  Faults,
  InstanceFaults,
  InstanceState,
  RedisFaults,
  RedisNodeState,
  RedisNodes,
  SecretRing,
} from './experiments/faults/harness/control-ports.js';
export { createControlClient, instanceFaults } from './experiments/faults/harness/control-ports.js';
export { failOver, type NodeHolds } from './experiments/faults/harness/fail-over.js';
export { holdFiles } from './experiments/faults/harness/hold-files.js';
export type { MachinePower, Machines, Store } from './experiments/faults/harness/machines.js';
export { redisFaults } from './experiments/faults/harness/redis-faults.js';
export { redisNodes } from './experiments/faults/harness/redis-nodes.js';
export { areSentinelsSettled, findPrimaries } from './experiments/faults/harness/redis-primaries.js';
export { type RedisAddress, type RedisClient, withRedis } from './experiments/faults/harness/with-redis.js';
export { restartInstance } from './experiments/faults/rolling-restart.js';
export { describeExperiments, faultNames, parseExperiments, scoredNames } from './experiments/index.js';
export { exchangeOnce, isLoopback, openConnection } from './http/connection.js';
export { chooseModes, localUrl } from './http/discover.js';
export { pageRequest } from './http/requests.js';
export { trustAuthority, trustFile } from './http/trust.js';
export { pause, waitFor } from './http/wait.js';
export { type Answer, headerValues, instanceOf, numberField, textField } from './model/answer.js';
export { countOf, toPrintable } from './model/words.js';
export { sanitise } from './probe/bundle.js';
export type { ProbePlan } from './probe/plan.js';
export { judgeRecording } from './probe/recording.js';
export { recordProbe, runProbe } from './probe/run-probe.js';
export { parseProbe } from './probe/to-plan.js';
export { renderHtml } from './report/html/html.js';
export { renderMarkdown } from './report/markdown.js';
export { describeResult, renderVerdict } from './report/report-table.js';
export { toTables } from './report/tables.js';
export { renderTerminal } from './report/terminal.js';
export { type ReportTexts, reportTexts } from './report/texts/index.js';
export { widthOf, wrap } from './report/wrap.js';
export { prepareReports, renderJson } from './report/write.js';
export { loadInterruptedRun, loadReport, type PreviousRun, requireSameCount } from './runner/previous-run.js';
export { type LoadTestContext, runLoadTest } from './runner/run-load-test.js';
export type { RunProgress } from './runner/schedule.js';
export { groupBy } from './statistics/group-by.js';
export { type Spread, sortSamples, spread, sum } from './statistics/samples.js';
export { startTraffic, type Traffic } from './traffic/traffic.js';
export { createCookieJar } from './users/credential.js';
export { randomOpenRequests } from './users/virtual-user.js';
