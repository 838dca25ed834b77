// A server begins to listen, or its process ends with the setting to change.
import type { AddressInfo } from 'node:net';
import { missingError } from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import { ownAddress } from './dns.js';

interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Resolves to the port.
 * @param prefix of the variables HOST and PORT
 * @throws ExitError (3) that names the variable to set
 */
export async function listen(server: FastifyInstance, { host, port }: Address, prefix = ''): Promise<number> {
  await server.listen({ host: await ownAddress(host), port }).catch((error: NodeJS.ErrnoException) => {
    const remedy = remedies[error.code ?? ''];
    if (remedy === undefined) throw error;
    throw missingError(remedy(error.message, prefix));
  });
  return (server.server.address() as AddressInfo).port;
}

type Remedy = (reason: string, prefix: string) => string;
const otherPort: Remedy = (reason, prefix) =>
  `The port cannot be used (${reason}); set ${prefix}PORT to a free one`;
const otherHost: Remedy = (reason, prefix) =>
  `The address cannot be used (${reason}); set ${prefix}HOST to one of this machine`;

const remedies: Readonly<Record<string, Remedy>> = {
  EADDRINUSE: otherPort,
  EACCES: otherPort,
  EADDRNOTAVAIL: otherHost,
  ENOTFOUND: otherHost,
};
