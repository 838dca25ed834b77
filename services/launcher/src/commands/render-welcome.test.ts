import { resolve } from 'node:path';
import decodeQR from 'qr/decode.js';
import { expect, it } from 'vitest';
import { renderWelcome } from './render-welcome.js';

interface Where {
  readonly host?: string;
  readonly storagePort?: number;
  readonly urls?: readonly string[];
  readonly isColored?: boolean;
  readonly isVerbose?: boolean;
  readonly tlsFolder?: string;
}

function render(instances: number, port: number, where: Where = {}): string {
  const { host = '127.0.0.1', storagePort = port + 1, urls } = where;
  const { isColored = false, isVerbose = true, tlsFolder } = where;
  const scheme = tlsFolder === undefined ? 'http' : 'https';
  const part = (id: string, number = 6379) => ({ id, port: number, pid: 42 });
  const cluster = {
    url: `${scheme}://${host}:${port}`,
    storageUrl: `http://${host}:${storagePort}`,
    redisUrl: 'redis://127.0.0.1:6379',
    nginx: part('nginx', port),
    instances: Array.from({ length: instances }, (_, index) => ({
      ...part(`api-${index + 1}`),
      controlUrl: `http://127.0.0.1:410${index + 1}`,
    })),
    providers: [part('provider-1', 4101)],
    controlTokenFile: '/folder/control-token',
    redisPasswordFile: '/folder/redis/password',
    redis: { ...part('redis'), nodes: [part('redis')] },
  };
  const network = urls && { urls, hostKey: 'key-of-the-host' };
  const settings = { authMode: 'session-memory', labPort: 4100, storagePort, network } as const;
  return renderWelcome(cluster, { ...settings, isColored, isVerbose, tlsFolder });
}

it('fits a quarter of a screen and 80 columns, and begins with the page', () => {
  const lines = render(3, 9090, { isVerbose: false }).trim().split('\n');
  expect(lines[0]).toBe('Open http://127.0.0.1:9090 in a browser: a live map of these processes.');
  expect(lines.length).toBeLessThanOrEqual(6);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(render(3, 9090, { isVerbose: false })).not.toContain(' pid ');
  expect(render(3, 9090)).toContain('\n  lab         this process http://127.0.0.1:4100\n');
});

it('over TLS, names the authority to trust, for a browser, curl and the load test', () => {
  const text = render(3, 8080, { tlsFolder: '/lab/tls' });
  expect(text).toContain('certificate authority (docs/tls.md):\n  /lab/tls/ca.pem\n');
  expect(text).toContain('  LAB_TLS=on npm start -- --verbose ');
  expect(text).toMatch(/ {2}LAB_TLS=on npm run loadtest -- --ca \S*lab\/tls\/ca\.pem /);
  expect(text).toContain(
    '  export CURL_CA_BUNDLE=/lab/tls/ca.pem\n  curl https://127.0.0.1:8080/api/instance\n',
  );
  expect(render(3, 8080)).not.toMatch(/ca\.pem|LAB_TLS/);
  const usual = render(3, 8080, { tlsFolder: resolve('.tls'), isVerbose: false });
  const command = '  LAB_TLS=on npm run loadtest        measures all modes (second terminal)\n';
  expect(usual).toContain(command);
});

it('a path with spaces or quotes is one word of each command', () => {
  const text = render(3, 8080, { tlsFolder: "/lab/Ann's tls" });
  expect(text).toMatch(/ --ca '\S*lab\/Ann'\\''s tls\/ca\.pem' /);
  expect(text).toContain("  export CURL_CA_BUNDLE='/lab/Ann'\\''s tls/ca.pem'\n");
});

it('names every address for other devices, and draws the first as a QR code that a reader understands', () => {
  const urls = ['http://10.9.8.7:8080', 'http://lab.example:8080'];
  const text = render(3, 8080, { urls, isVerbose: false });
  expect(text).toContain(
    'Other devices in this network open http://10.9.8.7:8080 or http://lab.example:8080.\n',
  );
  expect(readQr(text)).toBe('http://10.9.8.7:8080');
  expect(text).toContain('\n  http://10.9.8.7:8080/#host=key-of-the-host\n');
  expect(render(3, 8080)).not.toMatch(/Other devices|host=/);
  const colored = render(3, 8080, { urls, isColored: true });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours
  expect(colored.match(/\u001b\[97;40m/g)).toHaveLength(text.match(/[█▀▄]+.*\n/g)?.length ?? 0);
});

/** Each character shows two modules, the upper and the lower one; a full block is two light ones. */
function readQr(text: string): string {
  const lines = text.split('\n').filter((line) => /^ {2}[█▀▄ ]+$/.test(line) && /[█▀▄]/.test(line));
  const rows = lines.flatMap((line) => {
    const characters = [...line.slice(2)];
    const isLight = (marks: string) => characters.map((each) => marks.includes(each));
    return [isLight('█▀'), isLight('█▄')];
  });
  const [scale, quiet] = [4, 4];
  const width = (Math.max(...rows.map((row) => row.length)) + 2 * quiet) * scale;
  const height = (rows.length + 2 * quiet) * scale;
  const data = Uint8ClampedArray.from({ length: width * height * 4 }, (_, index) => {
    const [x, y] = [Math.floor(index / 4) % width, Math.floor(index / 4 / width)];
    const row = rows[Math.floor(y / scale) - quiet];
    const isLight = row?.[Math.floor(x / scale) - quiet] ?? true;
    return isLight || index % 4 === 3 ? 255 : 0;
  });
  return decodeQR({ width, height, data });
}

it.each([
  [1, '0 of the 2 get a 401', 'for i in 1 2;'],
  [2, '2 of the 4 get a 401', 'for i in 1 2 3 4;'],
  [3, '4 of the 6 get a 401', 'for i in 1 2 3 4 5 6;'],
  [5, '8 of the 10 get a 401', 'for i in 1 2 3 4 5 6 7 8 9 10;'],
])('shows the losses of a session in memory with %i instances', (instances, loss, loop) => {
  expect(render(instances, 8080)).toContain(loss);
  expect(render(instances, 8080)).toContain(loop);
});

it('keeps the port in every command that it suggests, unless it is the usual one', () => {
  expect(render(3, 9090)).toContain('\n  LAB_PORT=9090 AUTH_MODE=jwt-shared-key npm start\n');
  expect(render(3, 9090)).toContain('\n  LAB_PORT=9090 npm run loadtest  ');
  expect(render(3, 8080)).not.toContain('LAB_PORT');
});

it('names the address of the vulnerable page, and keeps its port if it is not the next one', () => {
  expect(render(3, 9090)).toContain('\n  http://127.0.0.1:9091/storage/\n');
  expect(render(3, 9090)).not.toContain('STORAGE_PORT');
  const other = render(3, 8080, { storagePort: 9000 });
  expect(other).toContain('\n  http://127.0.0.1:9000/storage/\n');
  expect(other).toContain('\n  STORAGE_PORT=9000 AUTH_MODE=jwt-shared-key npm start\n');
  expect(other).toMatch(/\n {2}npm run loadtest {2}/);
});

it('names the address to measure when it is not 127.0.0.1, the default of the load test', () => {
  const text = render(1, 8080, { host: '[::1]' });
  expect(text).toContain('\n  npm run loadtest -- --url http://[::1]:8080  ');
  expect(text).toContain('npm run loadtest -- --url http://[::1]:8080 --control http://127.0.0.1:4101 ');
});

it('shows how to break something from another terminal, and only the file of the token', () => {
  expect(render(2, 8080)).toContain(`
  export CONTROL_TOKEN_FILE=/folder/control-token REDIS_PASSWORD_FILE=/folder/redis/password
  npm run loadtest -- --control http://127.0.0.1:4101,http://127.0.0.1:4102 --redis redis://127.0.0.1:6379 --experiment`);
});
