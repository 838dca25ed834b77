// The forger's key server: what a token points to for its key (`jku`, `x5u`). It counts who comes.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';

export interface KeyServer {
  readonly url: string;
  /** How often somebody has connected. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/**
 * On a free port of this host, where the target can reach it: on the loopback interface if the target is there.
 * @param document served as JSON, whatever is asked for; `certificate` at a path that ends in `.pem`
 */
export async function openKeyServer(target: URL, document: object, certificate: string): Promise<KeyServer> {
  let connections = 0;
  const server = createServer((request, response) => {
    if (request.url?.endsWith('.pem')) response.end(certificate);
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
  });
  server.on('connection', () => {
    connections += 1;
  });
  const [host, address] = isLoopback(target) ? ['127.0.0.1', '127.0.0.1'] : ['0.0.0.0', ownAddress()];
  server.listen(0, host);
  await once(server, 'listening');
  return {
    url: `http://${address}:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}
