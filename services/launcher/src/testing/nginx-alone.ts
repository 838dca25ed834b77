// nginx for one test file, before servers of the test's own: what it passes on, and what it says itself.
import { mkdtemp } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseLauncherConfig } from '../config.js';
import { type NginxPart, startNginx } from '../parts/nginx.js';
import { findVersion } from '../parts/program-version.js';
import { startGuardian } from '../process/guardian.js';

export interface NginxAlone {
  readonly port: number;
  /** Sends these lines as they are, and returns the answer as it came. */
  exchange(lines: readonly string[]): Promise<string>;
  balance: NginxPart['balance'];
  stop(): Promise<void>;
}

export async function startNginxAlone(ports: {
  readonly instancePorts: readonly number[];
  readonly labPort?: number;
}): Promise<NginxAlone> {
  const config = { ...parseLauncherConfig({ PATH: process.env.PATH }), port: 0 };
  const version = await findVersion('nginx', config.passedOn);
  const folder = await mkdtemp(join(tmpdir(), 'nginx-'));
  const guardian = startGuardian(folder);
  const stopping = new AbortController();
  const reports = { say: () => {}, onLine: () => {} };
  const context = { folder, guardian, signal: stopping.signal, ...reports };
  const { port, balance } = await startNginx({ ...config, ...ports, version }, context);
  return {
    port,
    balance,
    exchange(lines) {
      const socket = connect(port, '127.0.0.1');
      socket.write(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);
      return text(socket);
    },
    stop() {
      stopping.abort();
      return guardian.end();
    },
  };
}
