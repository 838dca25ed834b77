// The process, for a container: environment → config → app → listen → stop.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { ExitError, exitCodes, missingError } from '@scale-out-lab/core';
import { onStopSignal } from '@scale-out-lab/http';
import { parseFaults, readFaultSecrets, readRedisNodes } from '@scale-out-lab/loadtest';
import type { FastifyInstance } from 'fastify';
import { buildLab } from './app.js';
import { parseConfig } from './config.js';
import { fileHolds } from './faults/file-holds.js';

/** How long a cancelled run may take to undo its faults. */
const graceMs = 8000;

try {
  const config = parseConfig(process.env, (path) => readFileSync(path, 'utf8'));
  const { url, controlUrls, redisUrl, holdsDir, port, host, hosts, network, pages } = config;
  const secrets = readFaultSecrets(process.env);
  const token = secrets.token();
  const addresses = { control: controlUrls, ...(redisUrl && { redis: redisUrl }) };
  const faults = parseFaults(addresses, { ...secrets, token: () => token }, readRedisNodes(process.env));
  if (!faults) throw new Error('Control ports are always named.');
  const holds = holdsDir ? fileHolds(holdsDir, faults) : undefined;
  const app = await buildLab({ url, faults, holds, pages, hosts, network });
  onStopSignal(async () => {
    setTimeout(() => process.exit(0), graceMs).unref();
    await app.close();
    process.exit(0);
  }, exitCodes.interrupted);
  await listen(app, { port, host });
  const { port: actual } = app.server.address() as AddressInfo;
  process.stderr.write(`lab: the control room listens on port ${actual}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof ExitError ? error.message : (error as Error).stack}\n`);
  process.exit(error instanceof ExitError ? error.exitCode : exitCodes.unexpected);
}

/** @throws ExitError (exit code 3) that names the variable to set */
async function listen(app: FastifyInstance, address: { port: number; host: string }): Promise<void> {
  await app.listen(address).catch((cause: NodeJS.ErrnoException) => {
    const isHost = cause.code === 'EADDRNOTAVAIL' || cause.code === 'ENOTFOUND';
    const [what, remedy] = isHost ? ['address', 'HOST to one of this machine'] : ['port', 'PORT to another'];
    throw missingError(`The ${what} cannot be used (${cause.message}); set ${remedy}.`, { cause });
  });
}
