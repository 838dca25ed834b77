// nginx for one test file before servers of the test's own, which record the requests that they get.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { listen } from '@scale-out-lab/core/testing/listen';
import { type NginxPart, startNginx } from '@scale-out-lab/launcher/cluster/nginx';
import { findVersion } from '@scale-out-lab/launcher/cluster/write-nginx-config';
import { parseLauncherConfig } from '@scale-out-lab/launcher/config';
import { makeFolder, startGuardian } from '@scale-out-lab/launcher/process/guardian';

export interface NginxAlone {
  readonly port: number;
  /** Of the page with the hole. */
  readonly storagePort: number;
  /** Sends these lines as they are, and returns the raw answer. */
  exchange(lines: readonly string[], toPort?: number): Promise<string>;
  balance: NginxPart['balance'];
  stop(): Promise<void>;
}

interface NginxAloneOptions {
  readonly instancePorts: readonly number[];
  readonly labPort?: number;
  readonly address?: string;
}

export async function startNginxAlone(options: NginxAloneOptions): Promise<NginxAlone> {
  const config = { ...parseLauncherConfig({ PATH: process.env.PATH }), ...options, port: 0 };
  const version = await findVersion('nginx', config.forwardedEnv);
  const folder = await makeFolder();
  const guardian = startGuardian(folder);
  const stopping = new AbortController();
  const reports = { say: () => {}, onLine: () => {} };
  const context = { folder, guardian, signal: stopping.signal, ...reports };
  const { port, balance, storageUrl } = await startNginx({ ...config, version }, context);
  return {
    port,
    storagePort: Number(new URL(storageUrl).port),
    balance,
    exchange(lines, toPort = port) {
      const socket = connect(toPort, config.address);
      socket.write(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);
      return text(socket);
    },
    stop() {
      stopping.abort();
      return guardian.end();
    },
  };
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface NotingServer {
  readonly port: number;
  /** Each request, such as `GET /lab/state`. */
  readonly asked: readonly string[];
  /** Closes the port. */
  stop(): Promise<void>;
}

export async function startNotingServer(answer: Answer): Promise<NotingServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  const { port, close } = await listen(server);
  return { asked, port, stop: close };
}
