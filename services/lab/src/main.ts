// The process, for a container: environment → config → app → listen → stop.
import type { AddressInfo } from 'node:net';
import { exitCodes, LoadtestFailure, parseFaults, readFaultSecrets } from '@scale-out-lab/loadtest';
import type { FastifyInstance } from 'fastify';
import { buildLab } from './app.js';
import { type Config, parseConfig } from './config.js';

/** How long a run that is being cancelled may take to put right what it broke. */
const graceMs = 8000;

try {
  const { url, controlUrls, redisUrl, port, host, hosts, pages } = parseConfig(process.env);
  const secrets = readFaultSecrets(process.env);
  const token = secrets.token();
  const addresses = { control: controlUrls, ...(redisUrl && { redis: redisUrl }) };
  const faults = parseFaults(addresses, { ...secrets, token: () => token });
  if (!faults) throw new Error('Control ports are always named.');
  const app = await buildLab({ url, faults, pages, hosts });
  stopOnSignal(app);
  await listen(app, { port, host });
  const { port: actual } = app.server.address() as AddressInfo;
  process.stderr.write(`lab: the control room listens on port ${actual}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof LoadtestFailure ? error.message : (error as Error).stack}\n`);
  process.exit(error instanceof LoadtestFailure ? error.exitCode : exitCodes.unexpected);
}

/** Ends at the first SIGTERM or SIGINT, at the second without waiting for anything. */
function stopOnSignal(app: FastifyInstance): void {
  const stop = async () => {
    setTimeout(() => process.exit(0), graceMs).unref();
    await app.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(exitCodes.interrupted));
      void stop();
    });
  }
}

/** @throws LoadtestFailure (exit code 3) that names the variable to set */
async function listen(app: FastifyInstance, address: Pick<Config, 'port' | 'host'>): Promise<void> {
  await app.listen(address).catch((cause: NodeJS.ErrnoException) => {
    const variable = cause.code === 'EADDRNOTAVAIL' || cause.code === 'ENOTFOUND' ? 'HOST' : 'PORT';
    const sentence = `The port cannot be used (${cause.message}); set ${variable} to another.`;
    throw new LoadtestFailure(exitCodes.missing, sentence, { cause });
  });
}
