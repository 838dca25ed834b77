// How many requests an instance has got, and how many of them it has not answered yet.
import type { Server } from 'node:http';

export interface Traffic {
  /** Since the start. */
  readonly total: number;
  readonly inFlight: number;
}

/** Counts from now on. One listener a request, the same for all, is what it costs. */
export function countRequests(server: Server): Traffic {
  const traffic = { total: 0, inFlight: 0 };
  const settle = () => {
    traffic.inFlight -= 1;
  };
  server.prependListener('request', (_request, response) => {
    traffic.total += 1;
    traffic.inFlight += 1;
    // Whether it was answered or its client went away.
    response.on('close', settle);
  });
  return traffic;
}
