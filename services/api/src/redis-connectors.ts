// How the clients of Redis open a connection, how many commands share one write to it, and when its silence closes it.
import { createConnection, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import {
  AbstractConnector,
  type RedisOptions,
  type SentinelConnectionOptions,
  SentinelConnector,
} from 'ioredis';
import { lookUp } from './dns.js';

/** Connects to one server or to a node of a Redis Cluster as ioredis does, but with a look-up of the name that fails fast. */
export class ServerConnector extends AbstractConnector {
  private readonly options: RedisOptions;

  /** @param options the client's own; ioredis declares them as unknown */
  constructor(options: unknown) {
    super((options as RedisOptions).disconnectTimeout ?? 2000);
    this.options = options as RedisOptions;
  }

  async connect(): Promise<Socket> {
    const { path, host = '127.0.0.1', port = 6379, tls } = this.options;
    const address = path ? { path } : { host, port, lookup: lookUp };
    // An address is no server name (RFC 6066 §3).
    const name = isIP(host) ? {} : { servername: host };
    const stream = tls ? connectTls({ ...name, ...address, ...tls }) : createConnection(address);
    // TLS may fail a second time after it was closed during its handshake, which would otherwise end the process.
    stream.on('error', (error) => {
      this.firstError ??= error;
    });
    this.stream = stream;
    return closeAfterIo(joinWrites(stream));
  }
}

/** Connects to the primary that a sentinel names. */
export class PrimaryConnector extends SentinelConnector {
  /** @param options the client's own; ioredis declares them as unknown */
  constructor(options: unknown) {
    super(options as SentinelConnectionOptions);
  }

  override async connect(...args: Parameters<SentinelConnector['connect']>) {
    const stream = await super.connect(...args);
    // As above.
    stream.on('error', () => {});
    return closeAfterIo(joinWrites(stream));
  }
}

/**
 * Sends the commands of one turn of the event loop with one system call. The automatic pipelining of ioredis does that at nearly
 * twice the processor time, and makes a command wait for the pipeline in flight.
 */
function joinWrites<Stream extends Socket>(stream: Stream): Stream {
  const write = stream.write;
  stream.write = function writeLater(...args: Parameters<Socket['write']>) {
    if (stream.writableCorked === 0) {
      stream.cork();
      setImmediate(() => stream.uncork());
    }
    return write.apply(stream, args);
  } as Socket['write'];
  return stream;
}

/**
 * ioredis closes a silent connection in the moment that its time is over. After a pause of this process the answer may have arrived
 * and not been read, so a connection is closed after one more turn of I/O that brings nothing.
 */
function closeAfterIo<Stream extends Socket>(stream: Stream): Stream {
  const destroy = stream.destroy;
  stream.destroy = function destroyIfSilent(error) {
    if (!error?.message.startsWith('Socket timeout')) return destroy.call(stream, error);
    const { bytesRead } = stream;
    setImmediate(() => stream.bytesRead === bytesRead && destroy.call(stream, error));
    return stream;
  };
  return stream;
}
