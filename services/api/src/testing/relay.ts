// A wire to Redis that can lead elsewhere, or go dead without a word: both ends stay open, and nothing gets through.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Relay {
  readonly url: string;
  /** Connections that are open carry nothing from now on; new ones do. */
  swallow(): void;
  /** New connections lead to that socket. */
  pointTo(path: string): void;
  stop(): Promise<void>;
}

/** @param path the socket of a Redis */
export async function startRelay(path: string): Promise<Relay> {
  const open = new Set<Socket>();
  let target = path;
  const server = createServer((near) => {
    const far = connect(target);
    for (const end of [near, far]) {
      open.add(end);
      end
        .on('error', () => {})
        .once('close', () => {
          open.delete(end);
          near.destroy();
          far.destroy();
        });
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    swallow() {
      for (const end of open) end.unpipe().resume();
    },
    pointTo(other) {
      target = other;
    },
    async stop() {
      server.close();
      for (const end of open) end.destroy();
      await once(server, 'close');
    },
  };
}
