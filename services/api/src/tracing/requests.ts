// A span for each request, in the trace that its `traceparent` names. It has the pattern of the route and nothing else that a client sends:
// paths, queries and headers hold codes, session IDs and tokens.
import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const tracer = trace.getTracer('scale-out-lab');

/** Only requests that nginx passes on: no health check, and no request to the control port. */
const traced = /^\/(api|provider)\//;

export function traceRequests(fastify: FastifyInstance): void {
  const contexts = new WeakMap<FastifyRequest, Context>();

  fastify.addHook('onRequest', (request, { raw: response }, done) => {
    const { method, headers, routeOptions } = request;
    const route = routeOptions.url ?? '';
    if (!traced.test(route)) return done();
    const parent = propagation.extract(ROOT_CONTEXT, { traceparent: headers.traceparent });
    const attributes = { 'http.request.method': method, 'http.route': route };
    const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
    response.once('close', () => {
      if (response.headersSent) span.setAttribute('http.response.status_code', response.statusCode);
      if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    const own = trace.setSpan(parent, span);
    contexts.set(request, own);
    context.with(own, done);
  });

  // The body arrives in the context of the connection.
  fastify.addHook('preValidation', (request, _reply, done) => {
    context.with(contexts.get(request) ?? ROOT_CONTEXT, done);
  });
}
