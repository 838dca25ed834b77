// How a connection to Redis is opened: as ioredis would, but with a look-up of the name that fails fast.
import { lookup } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { createConnection, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { AbstractConnector, type RedisOptions } from 'ioredis';

export class RedisConnector extends AbstractConnector {
  private readonly options: RedisOptions;

  /** @param options the client's; their type is what ioredis declares */
  constructor(options: unknown) {
    super((options as RedisOptions).disconnectTimeout ?? 2000);
    this.options = options as RedisOptions;
  }

  async connect(): Promise<Socket> {
    this.connecting = true;
    const { path, host = '127.0.0.1', port = 6379, tls } = this.options;
    const address = path ? { path } : { host, port, lookup: lookUp, autoSelectFamily: true };
    this.stream = tls ? connectTls({ servername: host, ...address, ...tls }) : createConnection(address);
    this.stream.once('error', (error: Error) => {
      this.firstError = error;
    });
    return this.stream as Socket;
  }
}

const resolver = new Resolver({ timeout: 200, tries: 1 });

/**
 * Asks the name servers, and the system only if they answer that they do not know the name. A stopped container takes
 * its name along, and where no name server answers (on a train) the system would search for ten seconds: in one of the
 * few threads on which passwords are hashed too, and long after Redis is back.
 */
const lookUp: LookupFunction = (name, options, callback) => {
  const found = (addresses: string[]) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: 4 })),
    );
  const failed = (error: NodeJS.ErrnoException) =>
    error.code === 'ETIMEOUT' ? callback(error, []) : lookup(name, options, callback);
  resolver.resolve4(name).then(found, failed);
};
