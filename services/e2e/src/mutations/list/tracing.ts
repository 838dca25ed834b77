// Breakages of the spans: what is in them, which trace they belong to, and what a dead collector costs.
import type { Mutation } from '../mutation.js';

const clusterTests = 'services/e2e/src/cluster/tracing.test.ts';

export const tracing: readonly Mutation[] = [
  {
    name: 'a span has the URL of its request, with what the query holds',
    file: 'services/api/src/tracing/requests.ts',
    find: "'http.route': route }",
    replace: "'http.route': route, 'url.full': request.url }",
    tests: { [clusterTests]: ['no span has a credential, a code, a state, a key of Redis or a username'] },
  },
  {
    name: 'a request that has a body leaves its trace',
    file: 'services/api/src/tracing/requests.ts',
    find: 'contexts.get(request) ?? ROOT_CONTEXT',
    replace: 'ROOT_CONTEXT',
    tests: { [clusterTests]: ['the commands of a request with a body are in its trace'] },
  },
  {
    name: 'the commands of many requests are sent in the context of one',
    file: 'services/api/src/redis.ts',
    find: '    enableOfflineQueue: false,\n    retryStrategy',
    replace: '    enableOfflineQueue: false,\n    enableAutoPipelining: true,\n    retryStrategy',
    tests: {
      [clusterTests]: [
        'requests at the same time each have their own command, though the commands share a write',
      ],
    },
  },
  {
    name: 'the span of a command that fails never ends',
    file: 'services/api/src/tracing/store.ts',
    find: '.setStatus({ code: SpanStatusCode.ERROR }).end()',
    replace: '.setStatus({ code: SpanStatusCode.ERROR })',
    tests: { [clusterTests]: ['a command that fails because Redis is down has a span with the error'] },
  },
  {
    name: 'a request to another server does not name its trace',
    file: 'services/api/src/tracing/fetches.ts',
    find: 'carrier.addHeader(name, value)',
    replace: "carrier.addHeader('x-trace', value)",
    tests: { [clusterTests]: ['a sign-in is one trace, from the instance to the provider'] },
  },
  {
    name: 'a process ends only when the collector has answered',
    file: 'services/api/src/tracing/last-spans.ts',
    find: 'await Promise.race([Promise.all([first, flush()]), Promise.all([timeout, sleep(leastMs)])]);',
    replace: 'await Promise.all([first, flush()]);',
    tests: {
      'services/api/src/tracing/tracing.test.ts': [
        'a collector that never answers delays neither an answer nor the end of the process',
      ],
    },
  },
  {
    name: 'a process ends without sending its last spans',
    file: 'services/api/src/tracing/last-spans.ts',
    find: 'const flush = () => provider.forceFlush().catch(() => {});',
    replace: 'const flush = () => sleep(10_000);',
    tests: {
      'services/api/src/tracing/tracing.test.ts': ['the last spans are sent before the process ends'],
    },
  },
  {
    name: 'the span of an answer that takes long is lost at the end',
    file: 'services/api/src/tracing/last-spans.ts',
    find: 'Promise.all([timeout, sleep(leastMs)])',
    replace: 'timeout',
    tests: {
      'services/api/src/tracing/last-spans.test.ts': [
        'the spans of a last answer that takes long are sent before the server has closed',
      ],
    },
  },
];
