// How a peer runs: on a free port, which it tells its parent, and not a moment longer than its parent.
import type { AddressInfo, Server } from 'node:net';

export function serve(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ type: 'listening', port: (server.address() as AddressInfo).port });
  });
  process.once('disconnect', () => process.exit());
}
