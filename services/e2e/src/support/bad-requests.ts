// Requests that are refused before they reach a route, as text: one table for every server of the lab.

/** How one server is reached, and a POST route of it that takes JSON. */
export interface Server {
  readonly port: number;
  /** Its name in X-Instance-Id. */
  readonly name: RegExp;
  readonly post: string;
  readonly body: string;
  /** The methods of that route. */
  readonly allow: string;
  /** The methods that nginx names where it refuses TRACE itself and does not know the route; `allow` by default. */
  readonly allowAtNginx?: string;
  /** Header lines that every request of it needs. */
  readonly headers: readonly string[];
  /** The limit of a body, in words and in bytes. */
  readonly longestBody: readonly [words: string, bytes: number];
}

interface Refused {
  readonly status: number;
  readonly code: string;
  readonly detail: RegExp;
  /** Headers that the answer must have, in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

type Case = readonly [
  what: string,
  request: (server: Server) => string | Uint8Array,
  (server: Server) => Refused,
];

const json = 'Content-Type: application/json';

function request({ headers }: Server, line: string, lines: readonly string[] = [], body = ''): string {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  const head = [`${line} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close', ...headers, ...lines, ...length];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

const post = (server: Server, body: string, ...lines: string[]) =>
  request(server, `POST ${server.post}`, [json, ...lines], body);

const refuse =
  (status: number, code: string, detail: RegExp, headers = {}) =>
  () => ({ status, code, detail, headers });
const notAllowed = ({ allow }: Server) => ({
  ...{ status: 405, code: 'method-not-allowed', detail: /method/ },
  headers: { allow },
});

export const badRequests: readonly Case[] = [
  ['a GET of a POST route', (server) => request(server, `GET ${server.post}`), notAllowed],
  ['a PUT of a POST route', (server) => request(server, `PUT ${server.post}`), notAllowed],
  [
    'TRACE',
    (server) => request(server, `TRACE ${server.post}`),
    (server) => notAllowed({ ...server, allow: server.allowAtNginx ?? server.allow }),
  ],
  [
    'a body that is longer than the limit',
    (server) => post(server, ' '.repeat(server.longestBody[1] + 1)),
    ({ longestBody: [words] }) => ({
      ...{ status: 413, code: 'body-too-large', detail: new RegExp(`^The body is longer than ${words}\\.$`) },
    }),
  ],
  [
    'a gzip body',
    (server) => post(server, '\x1f\x8b\b', 'Content-Encoding: gzip'),
    refuse(415, 'unsupported-encoding', /content coding "gzip"/, { 'accept-encoding': 'identity' }),
  ],
  [
    'a body that is no JSON by its type',
    (server) => request(server, `POST ${server.post}`, ['Content-Type: text/plain'], server.body),
    refuse(415, 'unsupported-media-type', /application\/json/, { accept: 'application/json' }),
  ],
  [
    'a body with __proto__',
    (server) => post(server, server.body.replace('{', '{"__proto__":{"x":1},')),
    refuse(400, 'invalid-request', /"__proto__"/),
  ],
  [
    'half a JSON document',
    (server) => post(server, '{"a":'),
    refuse(400, 'invalid-request', /not valid JSON/),
  ],
  [
    'a header line of 100 kB',
    (server) => request(server, `GET ${server.post}`, [`X: ${'a'.repeat(100_000)}`]),
    refuse(431, 'headers-too-large', /header lines? .*longer than|longer than/),
  ],
  [
    'four header lines of 16 kB',
    (server) => request(server, `GET ${server.post}`, Array(4).fill(`X: ${'a'.repeat(16_384)}`)),
    refuse(431, 'headers-too-large', /together/),
  ],
  [
    'six header lines of 30 kB',
    (server) => request(server, `GET ${server.post}`, Array(6).fill(`X: ${'a'.repeat(30_000)}`)),
    refuse(431, 'headers-too-large', /together/),
  ],
  [
    '1,500 header lines',
    (server) => request(server, `GET ${server.post}`, Array(1500).fill('X: a')),
    refuse(431, 'headers-too-large', /more than 1,000/),
  ],
  [
    'HTTP/1.1 without Host',
    (server) => request(server, `GET ${server.post}`).replace('Host: 127.0.0.1\r\n', ''),
    refuse(400, 'invalid-request', /Host/),
  ],
  [
    'two Hosts',
    (server) => request(server, `GET ${server.post}`, ['Host: other']),
    refuse(400, 'invalid-request', /Host/),
  ],
  ['no HTTP', () => 'hello\r\n\r\n', refuse(400, 'invalid-request', /HTTP/)],
  [
    'a header line that is none',
    (server) => request(server, `GET ${server.post}`, ['no colon']),
    refuse(400, 'invalid-request', /HTTP/),
  ],
];

/** Requests that look odd and are answered by the route. */
export const oddRequests: readonly (readonly [what: string, request: (server: Server) => string])[] = [
  ['a byte order mark before the JSON (RFC 8259 §8.1)', (server) => post(server, `\u{feff}${server.body}`)],
  ['a default port in Host', (server) => post(server, server.body).replace('127.0.0.1', '127.0.0.1:80')],
  ['an IPv6 address in Host', (server) => post(server, server.body).replace('127.0.0.1', '[::1]:8080')],
  ['HTTP/1.0', (server) => post(server, server.body).replace('HTTP/1.1', 'HTTP/1.0')],
  ['900 header lines', (server) => post(server, server.body, ...Array(900).fill('X: a'))],
  ['an expectation that is not known', (server) => post(server, server.body, 'Expect: a-miracle')],
  ['the coding that means none', (server) => post(server, server.body, 'Content-Encoding: Identity')],
];
