// Breakages of nginx: whom an instance believes, where a client returns to, and what is sent a second time.
import type { Mutation } from '../mutation.js';

export const balancer: readonly Mutation[] = [
  {
    name: 'nginx passes on the X-Forwarded-Proto of the client',
    file: 'nginx/api.inc.template',
    find: 'proxy_set_header X-Forwarded-Proto $scheme;\n# The same',
    replace: '# The same',
    tests: [
      {
        file: 'services/e2e/src/cluster/nginx.test.ts',
        name: 'passes on none of what a client says of who forwarded it',
      },
    ],
  },
  {
    name: 'every answer of a sticky mode sets the affinity cookie',
    file: 'nginx/balancing/sticky.conf.template',
    find: '"sticky-log-in:" "',
    replace: '"~^sticky" "',
    tests: [
      {
        file: 'services/e2e/src/cluster/cluster.test.ts',
        name: 'sets the affinity cookie in the answer to a log-in, once, and in sticky modes alone',
      },
    ],
  },
  {
    name: 'a POST that an instance got is sent to another instance',
    file: 'nginx/api.inc.template',
    find: 'proxy_next_upstream error timeout;',
    replace: 'proxy_next_upstream error timeout non_idempotent;',
    tests: [{ file: 'services/e2e/src/cluster/nginx-unsent.test.ts', name: 'no POST that an instance got' }],
  },
  {
    name: 'a GET is tried until it has ended every instance',
    file: 'nginx/api.inc.template',
    find: 'proxy_next_upstream_tries 3;',
    replace: 'proxy_next_upstream_tries 30;',
    tests: [
      {
        file: 'services/e2e/src/cluster/nginx-unsent.test.ts',
        name: 'no GET that three instances got, lest it ends them all',
      },
    ],
  },
];
