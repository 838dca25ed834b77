// A span for each request that a server sends on behalf of one that it got, and `traceparent` for the next server. Node publishes
// what its `fetch` does in diagnostics channels. The span has no query of the URL.
import { subscribe } from 'node:diagnostics_channel';
import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

interface SentRequest {
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  addHeader(name: string, value: string): void;
}
interface Message {
  readonly request: SentRequest;
  readonly response: { readonly statusCode: number };
  readonly error: Error;
}

const tracer = trace.getTracer('scale-out-lab');

export function traceFetches(): void {
  const spans = new WeakMap<SentRequest, Span>();

  on('create', ({ request }) => {
    // The polls of an instance belong to no request.
    if (trace.getActiveSpan() === undefined) return;
    const { method, path, origin } = request;
    const { pathname, hostname } = new URL(path, origin);
    const attributes = {
      'http.request.method': method,
      'url.full': origin + pathname,
      'server.address': hostname,
    };
    const span = tracer.startSpan(`${method} ${pathname}`, { kind: SpanKind.CLIENT, attributes });
    spans.set(request, span);
    propagation.inject(trace.setSpan(context.active(), span), request, {
      set: (carrier, name, value) => carrier.addHeader(name, value),
    });
  });
  on('headers', ({ request, response }) => {
    spans.get(request)?.setAttribute('http.response.status_code', response.statusCode);
  });
  on('trailers', ({ request }) => {
    spans.get(request)?.end();
  });
  on('error', ({ request, error }) => {
    spans
      .get(request)
      ?.setAttribute('error.type', error.name)
      .setStatus({ code: SpanStatusCode.ERROR })
      .end();
  });
}

function on(event: 'create' | 'headers' | 'trailers' | 'error', listener: (message: Message) => void): void {
  subscribe(`undici:request:${event}`, (message) => listener(message as Message));
}
