// How a connection to Redis is opened: as ioredis would, but with a look-up of the name that fails fast.
import { createConnection, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { AbstractConnector, type RedisOptions } from 'ioredis';
import { lookUp } from './look-up.js';

export class RedisConnector extends AbstractConnector {
  private readonly options: RedisOptions;

  /** @param options the client's own; ioredis declares them as unknown */
  constructor(options: unknown) {
    super((options as RedisOptions).disconnectTimeout ?? 2000);
    this.options = options as RedisOptions;
  }

  async connect(): Promise<Socket> {
    const { path, host = '127.0.0.1', port = 6379, tls } = this.options;
    const address = path ? { path } : { host, port, lookup: lookUp };
    const stream = tls ? connectTls({ servername: host, ...address, ...tls }) : createConnection(address);
    stream.once('error', (error) => {
      this.firstError = error;
    });
    this.stream = stream;
    return stream;
  }
}
