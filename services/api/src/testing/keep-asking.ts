// A client that keeps asking over its own connections until it is refused one, and what became of each request.
import { Agent, request } from 'node:http';

export interface Asked {
  /** Answers by their status. */
  readonly statuses: Record<number, number>;
  /** Requests that got no answer although a connection was made: whatever is in here is lost. */
  readonly lost: string[];
}

/** Asks over so many connections at once; resolves once each of them has been refused. */
export async function keepAsking(url: string, connections: number): Promise<Asked> {
  const asked: Asked = { statuses: {}, lost: [] };
  const agent = new Agent({ keepAlive: true, maxSockets: connections });

  function ask(): Promise<void> {
    return new Promise((resolve) => {
      const asking = request(url, { agent }, (response) => {
        const { statusCode = 0 } = response;
        asked.statuses[statusCode] = (asked.statuses[statusCode] ?? 0) + 1;
        response.resume().once('end', () => setImmediate(() => resolve(ask())));
      });
      asking.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ECONNREFUSED') asked.lost.push(String(error));
        resolve();
      });
      asking.end();
    });
  }
  await Promise.all(Array.from({ length: connections }, ask));
  agent.destroy();
  return asked;
}
