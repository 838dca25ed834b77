// Ports: a free one of 127.0.0.1, or the one that is wanted.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { ExitError } from '@scale-out-lab/core';

const tries = 3;
const loopback = '127.0.0.1';

/** Starts something on a port that was free a moment ago, and retries on another if that one has been taken. */
export function startOnFreePort<Started>(start: (port: number) => Promise<Started>): Promise<Started> {
  return startOnFreePorts(1, ([port = 0]) => start(port));
}

/** The same for several ports, all different. */
export async function startOnFreePorts<Started>(
  count: number,
  start: (ports: readonly number[]) => Promise<Started>,
): Promise<Started> {
  for (let left = tries - 1; ; left--) {
    const held = await Promise.all(Array.from({ length: count }, holdPort));
    await Promise.all(held.map(({ release }) => release()));
    const ports = held.map(({ port }) => port);
    try {
      return await start(ports);
    } catch (error) {
      const problems = await Promise.all(ports.map((port) => findPortProblem(port)));
      if (left === 0 || problems.every((problem) => problem === undefined)) throw error;
    }
  }
}

/** Holds a port: the system gives it to no other process until it is released. */
export async function holdPort(): Promise<{ readonly port: number; release(): Promise<void> }> {
  const server = await listen(0, loopback);
  server.unref();
  const { port } = server.address() as AddressInfo;
  return { port, release: () => close(server) };
}

/**
 * Whether nginx can listen at that address, on the port that each variable names.
 * @throws ExitError (exit code 3) that names the variable to set
 */
export async function requirePorts(address: string, ports: Readonly<Record<string, number>>): Promise<void> {
  for (const [variable, port] of Object.entries(ports)) {
    const problem = await findPortProblem(port, address);
    if (problem === undefined) continue;
    if (problem === 'EADDRNOTAVAIL')
      throw new ExitError(
        3,
        `This machine has no address ${address}. Choose another: LAB_ADDRESS=0.0.0.0 npm start`,
      );
    const reason = problem === 'EADDRINUSE' ? 'is in use' : `cannot be used (${problem})`;
    const other = [9090, 9095, 9100].find((each) => !Object.values(ports).includes(each));
    throw new ExitError(3, `Port ${port} ${reason}. Choose another: ${variable}=${other} npm start`);
  }
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
