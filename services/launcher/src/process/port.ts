// Ports of 127.0.0.1: a free one, or the one that is wanted.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { failure } from './failure.js';

const tries = 3;

/** Starts something on a port that was free a moment ago, and again on another if somebody was quicker. */
export async function startOnFreePort<Started>(start: (port: number) => Promise<Started>): Promise<Started> {
  for (let left = tries - 1; ; left--) {
    const port = await listenOnce(0);
    try {
      return await start(port);
    } catch (error) {
      if (left === 0 || (await findPortProblem(port)) === undefined) throw error;
    }
  }
}

/** @throws a failure (exit code 3) that names the variable to set, when the port cannot be used */
export async function requirePort(variable: string, port: number): Promise<void> {
  const problem = await findPortProblem(port);
  if (problem === undefined) return;
  const reason = problem === 'EADDRINUSE' ? 'is in use' : `cannot be used (${problem})`;
  const other = port === 9090 ? 9091 : 9090;
  throw failure(3, `Port ${port} ${reason}. Choose another: ${variable}=${other} npm start`);
}

/** Why the port cannot be used, in the system's word (EADDRINUSE, EACCES); undefined if it can. */
async function findPortProblem(port: number): Promise<string | undefined> {
  try {
    await listenOnce(port);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
}

async function listenOnce(wanted: number): Promise<number> {
  const server = createServer().listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
