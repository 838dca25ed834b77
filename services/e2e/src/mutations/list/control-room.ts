// Breakages of the control room: whom it answers, and what of a stranger's text reaches the terminal.
import type { Mutation } from '../mutation.js';

export const controlRoom: readonly Mutation[] = [
  {
    name: 'a Host that only ends in a name of the control room is let through',
    file: 'services/lab/src/guard.ts',
    find: 'if (names.has(name)) return;',
    replace: 'if ([...names].some((each) => name.endsWith(each))) return;',
    tests: ['"evil127.0.0.1" is answered with 403', '"evil-lab.example" is answered with 403'],
  },
  {
    name: 'a change by another port that names no origin is let through',
    file: 'services/http/src/same-origin.ts',
    find: "site === 'same-origin' || site === 'none'",
    replace: "site !== 'cross-site'",
    tests: {
      'services/lab/src/guard.test.ts': ['from another port, which names no origin is answered with'],
    },
  },
  {
    name: 'what only reads is answered to other sites',
    file: 'services/lab/src/guard.ts',
    find: 'if (!isVisit(request))',
    replace: "if (request.method !== 'GET')",
    tests: ['is refused to another site, under /lab and elsewhere'],
  },
  {
    name: 'a link from another site opens what is under /lab',
    file: 'services/lab/src/guard.ts',
    find: " && !routeOptions.url?.startsWith('/lab/')",
    replace: '',
    tests: ['opens by a link of a cross-site page, but not under /lab'],
  },
  {
    name: 'the control room answers at the port of the page with the hole',
    file: 'nginx/lab.conf.template',
    find: '  # nginx serves the files unchanged from the repository.',
    replace: '  location /lab/ { proxy_pass http://lab; }',
    tests: {
      'services/e2e/src/cluster/nginx-storage.test.ts': [
        '/lab/state is not found, and does not reach the control room',
      ],
    },
  },
  {
    name: 'the control room waits as long for the headers of a request as for all of it',
    file: 'services/http/src/server.ts',
    find: 'headersTimeout: headersMs',
    replace: 'headersTimeout: requestMs',
    tests: { 'services/lab/src/client-error.test.ts': ['the server waits for the rest of headers'] },
  },
  {
    name: 'the page with the hole is served at the origin of the control room',
    file: 'nginx/lab.conf.template',
    find: `return 302 $scheme://$public_name:\${STORAGE_PORT}`,
    replace: `root \${PAGES}; #`,
    tests: {
      'services/e2e/src/cluster/nginx-storage.test.ts': [
        'redirects to the other port, and serves nothing itself',
      ],
    },
  },
  {
    name: 'a program prints what it likes on the terminal',
    file: 'services/launcher/src/process/child.ts',
    find: 'const line = toPrintable(text);',
    replace: 'const line = text;',
    tests: {
      'services/launcher/src/process/supervise.test.ts': [
        'escapes control characters in a line and in the last words',
      ],
    },
  },
];
