// A part that is a server of this repository: a Node program, which chooses its ports at its first start and keeps them.
import type { Environment } from '@scale-out-lab/core';
import { startChild, waitUntilReady } from '../process/child.js';
import { supervise } from '../process/supervise.js';
import { type Part, type PartContext, toPart } from './part.js';

interface Ports {
  readonly port: number;
  /** The second port of a server that has one. */
  readonly controlPort?: number;
}

/** The message of a server to its parent once it listens. */
interface Listening extends Ports {
  readonly type: 'listening';
}

export interface ServerProgram {
  readonly id: string;
  /** The path of its entry. */
  readonly main: string;
  readonly environment: Environment;
  /** 0 stands for any free port. */
  readonly ports: Ports;
}

/** How long a server may take to end by itself: it first answers the requests that it has. */
const graceMs = 4000;

export async function startServer(
  { id, main, environment, ports: firstPorts }: ServerProgram,
  context: PartContext,
): Promise<{ readonly part: Part; readonly ports: Ports }> {
  let ports = firstPorts;
  async function start() {
    const { port, controlPort } = ports;
    const env = { ...environment, PORT: String(port), CONTROL_PORT: controlPort?.toString() };
    const program = { name: id, command: process.execPath, args: [main], env, cwd: context.folder };
    const child = await startChild({ ...program, hasChannel: true }, context);
    let isListening = false;
    child.process.on('message', (message: Listening) => {
      isListening = message.type === 'listening';
      if (isListening) ports = message;
    });
    await waitUntilReady(child, async () => isListening);
    return child;
  }
  const supervised = await supervise(start, { ...context, graceMs });
  return { part: toPart(id, ports.port, supervised), ports };
}
