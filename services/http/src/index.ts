// What every Fastify server of the lab shares.
export { jsonBody } from './json-body.js';
export { notFound } from './not-found.js';
export {
  type CommonCode,
  commonProblem,
  commonProblems,
  Problem,
  type ProblemOptions,
  type ProblemType,
  problemHandler,
  renderProblem,
  type ServerIdentity,
  sendProblem,
} from './problem.js';
export { setCommonHeaders } from './response-headers.js';
export { isSameOrigin } from './same-origin.js';
export { httpServer, type ServerOptions, type Timeouts, timeouts } from './server.js';
export { onStopSignal } from './signals.js';
