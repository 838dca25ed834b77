// The requests of an instance by route and status, and the refusals of each mode by reason. No label comes from a client.
import { Counter, Histogram, type Registry } from '@platformatic/prom-client';
import { modeNames, weakSecretMode } from '@scale-out-lab/core';
import type { Problem } from '@scale-out-lab/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusalCodes } from '../problem.js';

export interface RequestFigures {
  /** Counts the problem that answers a request, if a mode refused it. */
  countRefusal(problem: Pick<Problem, 'code'>, request: FastifyRequest): void;
}

/** The buckets that OpenTelemetry gives for http.server.request.duration, in seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

const modes = new Set([...modeNames, weakSecretMode.name]);
const refusals = new Set<string>(refusalCodes);
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE']);

export function measureRequests(app: FastifyInstance, registry: Registry): RequestFigures {
  const durations = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'The time from a request to the end of its answer. The route is empty where no route has the path.',
    labelNames: ['http_request_method', 'http_route', 'http_response_status_code', 'mode'],
    buckets,
    registers: [registry],
  });
  const refused = new Counter({
    name: 'auth_refusals_total',
    help: 'Requests that a mode refused. The reason is the code of the problem.',
    labelNames: ['mode', 'reason'],
    registers: [registry],
  });
  // From 0, so that the first refusal is an increase.
  for (const mode of modes) for (const reason of refusals) refused.inc({ mode, reason }, 0);

  /** A series for each method, route and status, since finding the labels again costs more than counting. */
  const series = new Map<string, { observe(seconds: number): void }>();

  function seriesOf({ method, routeOptions: { url = '' } }: FastifyRequest, status: number) {
    const known = methods.has(method) ? method : '_OTHER';
    const key = `${known} ${status} ${url}`;
    let found = series.get(key);
    if (found === undefined) {
      found = durations.labels({
        http_request_method: known,
        http_route: url,
        http_response_status_code: status,
        mode: modeOf(url) ?? '',
      });
      series.set(key, found);
    }
    return found;
  }

  app.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done) => {
    seriesOf(request, reply.statusCode).observe(reply.elapsedTime / 1000);
    done();
  });

  return {
    countRefusal({ code: reason }, { routeOptions }) {
      const mode = modeOf(routeOptions.url);
      if (mode !== undefined && refusals.has(reason)) refused.inc({ mode, reason });
    },
  };
}

/** @param route its pattern, such as /api/session-redis/sessions/:id */
function modeOf(route = ''): string | undefined {
  const name = /^\/api\/([^/]+)\//.exec(route)?.[1];
  return name !== undefined && modes.has(name) ? name : undefined;
}
