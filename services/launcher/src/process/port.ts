// Ports: a free one of 127.0.0.1, or the one that is wanted.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { failure } from './failure.js';

const tries = 3;
const loopback = '127.0.0.1';

/** Starts something on a port that was free a moment ago, and again on another if somebody was quicker. */
export async function startOnFreePort<Started>(start: (port: number) => Promise<Started>): Promise<Started> {
  for (let left = tries - 1; ; left--) {
    const { port, release } = await holdPort();
    await release();
    try {
      return await start(port);
    } catch (error) {
      if (left === 0 || (await findPortProblem(port)) === undefined) throw error;
    }
  }
}

/** A port that nobody else is given until it is released, which is when the one who needs it listens. */
export async function holdPort(): Promise<{ readonly port: number; release(): Promise<void> }> {
  const server = await listen(0, loopback);
  server.unref();
  const { port } = server.address() as AddressInfo;
  return { port, release: () => close(server) };
}

/** @throws a failure (exit code 3) that names the variable to set, when nothing can listen there */
export async function requirePort(address: string, port: number): Promise<void> {
  const problem = await findPortProblem(port, address);
  if (problem === undefined) return;
  if (problem === 'EADDRNOTAVAIL')
    throw failure(3, `This machine has no address ${address}. Choose another: LAB_ADDRESS=0.0.0.0 npm start`);
  const reason = problem === 'EADDRINUSE' ? 'is in use' : `cannot be used (${problem})`;
  const other = port === 9090 ? 9091 : 9090;
  throw failure(3, `Port ${port} ${reason}. Choose another: LAB_PORT=${other} npm start`);
}

/** Why the port cannot be used, in the system's word (EADDRINUSE, EACCES); undefined if it can. */
async function findPortProblem(port: number, address = loopback): Promise<string | undefined> {
  try {
    await close(await listen(port, address));
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
}

async function listen(port: number, address: string): Promise<Server> {
  const server = createServer().listen(port, address);
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
