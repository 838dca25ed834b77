// Sends spans to OTEL_EXPORTER_OTLP_ENDPOINT: of the requests to an instance or a provider, and of what these ask of Redis and of
// each other. `node --import` loads it before the server. Without it no module of OpenTelemetry is loaded.
import { subscribe } from 'node:diagnostics_channel';
import { basename, resolve } from 'node:path';
import { DiagConsoleLogger, DiagLogLevel, diag } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { reportFailure } from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import { findInstanceId } from '../dns.js';
import { traceFetches } from './fetches.js';
import { sendLastSpans } from './last-spans.js';
import { createReport } from './report.js';
import { traceRequests } from './requests.js';
import { requireSettings } from './settings.js';
import { traceStore } from './store.js';

try {
  requireSettings(process.env);
  diag.setLogger(
    Object.assign(new DiagConsoleLogger(), { error: createReport(console.error) }),
    DiagLogLevel.ERROR,
  );
  const provider = new NodeTracerProvider({
    resource: await describeProcess(),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  traceStore();
  traceFetches();
  subscribe('fastify.initialization', (message) => {
    const { fastify } = message as { readonly fastify: FastifyInstance };
    traceRequests(fastify);
    sendLastSpans(fastify, provider);
  });
} catch (error) {
  process.exit(reportFailure(error));
}

/** The service is the package of the program, `api` or `provider`, unless OTEL_SERVICE_NAME is another name. */
async function describeProcess() {
  const own = resourceFromAttributes({
    'service.name': basename(resolve(process.argv[1] ?? '', '../../..')),
    'service.instance.id': process.env.INSTANCE_ID || (await findInstanceId()),
  });
  return defaultResource()
    .merge(own)
    .merge(detectResources({ detectors: [envDetector] }));
}
