// A relay between a client and a server: its connections go silent, break, or lead elsewhere, as a network can make them.
import { connect, createServer, type Socket } from 'node:net';
import { listen } from './listen.js';

export type Relay = Awaited<ReturnType<typeof startRelay>>;

/** A port of 127.0.0.1, or a socket. */
type Target = { readonly port: number } | { readonly path: string };

export async function startRelay(target: Target) {
  const open = new Set<Socket>();
  let current: Target | undefined = target;
  const server = createServer((near) => {
    if (!current) return void near.destroy();
    const far = connect({ host: '127.0.0.1', ...current });
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
  const { port, close } = await listen(server);
  return {
    port,
    /** Connections that are open carry nothing from now on; new ones do. */
    swallow(): void {
      for (const end of open) end.unpipe().resume();
    },
    /** Connections that are open break, and so does each new one, until `pointTo`. */
    cut(): void {
      current = undefined;
      for (const end of open) end.destroy();
    },
    /** New connections lead there. */
    pointTo(other: Target): void {
      current = other;
    },
    stop: close,
  };
}
