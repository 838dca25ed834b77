// A pool of connections to one server. Requests beyond its size wait for a connection.
import pLimit from 'p-limit';
import { type Connection, openConnection } from './connection.js';

interface ConnectionPool {
  /** Whether another request would wait. */
  isFull(): boolean;
  /** Lends a connection until the work is over. */
  use<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result>;
  /** Requests under way end as `aborted`, and so do later ones. */
  destroy(): Promise<void>;
}

export function openConnectionPool(url: URL, size: number): ConnectionPool {
  const limit = pLimit(size);
  const connections: Connection[] = [];
  const idle: Connection[] = [];
  let isDestroyed = false;

  function open(): Connection {
    const connection = openConnection(url);
    connections.push(connection);
    if (isDestroyed) void connection.destroy();
    return connection;
  }
  return {
    isFull: () => limit.activeCount + limit.pendingCount >= size,
    use: (work) =>
      limit(async () => {
        const connection = idle.pop() ?? open();
        try {
          return await work(connection);
        } finally {
          idle.push(connection);
        }
      }),
    async destroy() {
      isDestroyed = true;
      await Promise.all(connections.map((connection) => connection.destroy()));
    },
  };
}
