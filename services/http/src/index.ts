// The parts that every Fastify server of the lab shares.
export { endConnections } from './end-connections.js';
export { jsonBody } from './json-body.js';
export { notFound } from './not-found.js';
export {
  commonProblem,
  commonProblems,
  Problem,
  type ProblemOptions,
  type ProblemType,
  problemHandler,
} from './problem.js';
export { setCommonHeaders } from './response-headers.js';
export { isSameOrigin } from './same-origin.js';
export { httpServer, type Timeouts, timeouts } from './server.js';
export { onStopSignal } from './signals.js';
