// A wire between a browser and the lab that can be cut: the connections on it break, and no new one gets through.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Relay {
  /** What stands for the lab's own address. */
  readonly url: string;
  cut(): void;
  mend(): void;
  stop(): Promise<void>;
}

/** @param url where it leads to */
export async function startRelay(url: string): Promise<Relay> {
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    const far = connect(Number(new URL(url).port), '127.0.0.1');
    const ends = [near, far];
    for (const end of ends) {
      open.add(end);
      end.on('error', () => {});
      end.once('close', () => {
        open.delete(end);
        for (const other of ends) other.destroy();
      });
    }
    if (isCut) near.destroy();
    else near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const breakAll = () => {
    for (const each of open) each.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      breakAll();
    },
    mend() {
      isCut = false;
    },
    async stop() {
      server.close();
      breakAll();
      await once(server, 'close');
    },
  };
}
