// A server for nginx to pass requests on to, which notes what it was asked.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface NotingServer {
  readonly port: number;
  /** Such as `GET /lab/state`. */
  readonly asked: readonly string[];
  /** Closes the port. */
  stop(): void;
}

export async function startNotingServer(answer: Answer): Promise<NotingServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { asked, stop, port: (server.address() as AddressInfo).port };
}
