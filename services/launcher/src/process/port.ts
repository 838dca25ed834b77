// Ports: a free one of 127.0.0.1, or the one that is wanted.
import { once } from 'node:events';
import { type AddressInfo, createServer, isIPv6, type Server } from 'node:net';
import { missingError } from '@scale-out-lab/core';

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
      throw missingError(
        `This machine has no address ${address}. Choose another: LAB_ADDRESS=0.0.0.0 npm start`,
      );
    const lab = variable === 'LAB_PORT' ? await findLab(address, port) : undefined;
    if (lab !== undefined) {
      const remedy = `For a second lab choose another port: ${variable}=${otherPort(ports)} npm start`;
      throw missingError(`The lab already runs there: open ${lab}\n${remedy}`);
    }
    const reason = problem === 'EADDRINUSE' ? 'is in use' : `cannot be used (${problem})`;
    throw missingError(`Port ${port} ${reason}. Choose another: ${variable}=${otherPort(ports)} npm start`);
  }
}

function otherPort(ports: Readonly<Record<string, number>>): number | undefined {
  return [9090, 9095, 9100].find((each) => !Object.values(ports).includes(each));
}

/**
 * The URL of a lab that listens there: each of its answers names who gave it. With LAB_TLS=on it redirects plain HTTP to its
 * own port, and its certificate may not be trusted here.
 */
async function findLab(address: string, port: number): Promise<string | undefined> {
  const path = '/api/instance';
  const request = { redirect: 'manual', signal: AbortSignal.timeout(2000) } as const;
  const answer = await fetch(`${urlOf(address, port)}${path}`, request).catch(() => undefined);
  await answer?.body?.cancel();
  const url = urlOf(address, port, 'https');
  if (answer?.status === 308 && answer.headers.get('location') === `${url}${path}`) return url;
  return answer?.headers.has('x-instance-id') ? urlOf(address, port) : undefined;
}

/** The URL of a server that listens there, as this machine reaches it: clients cannot connect to "all addresses". */
export function urlOf(address: string, port: number, scheme: 'http' | 'https' = 'http'): string {
  const ownOf: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
  return `${scheme}://${formatHostPort(ownOf[address] ?? address, port)}`;
}

/** As in a URL: "127.0.0.1:8080", "[::1]:8080". */
export function formatHostPort(address: string, port: number): string {
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
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
