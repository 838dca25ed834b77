// A part of the cluster: a supervised program that listens on a port, which it keeps when it is started again. A server of this
// repository is a Node program, which chooses its ports at its first start.
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Environment } from '@scale-out-lab/core';
import { type ChildContext, startChild, waitUntilReady } from '../process/child.js';
import { type Supervised, supervise } from '../process/supervise.js';

export type Part = Readonly<ReturnType<typeof toPart>>;

export interface PartContext extends ChildContext {
  /** The temporary folder, in which each part may make its own. */
  readonly folder: string;
  /** Aborted when everything is to stop. */
  readonly signal: AbortSignal;
  /** Receives a sentence for each event after the start. */
  readonly say: (text: string) => void;
  /** Called once nginx has new workers; the former ones wait for open streams. */
  readonly onReload?: (() => void) | undefined;
}

export function toPart(id: string, port: number, supervised: Supervised) {
  return {
    id,
    port,
    /** The process that runs now: another one after a restart. */
    get pid(): number {
      return supervised.current.pid;
    },
    /** Ends it, for good. */
    stop: (): Promise<void> => supervised.stop(),
    /** SIGKILL, as a crash would: it is back after a moment. */
    kill(): void {
      supervised.current.process.kill('SIGKILL');
    },
    /** SIGKILL, and it is down until `release`. */
    hold: supervised.hold,
    /** It runs and does nothing until `release`. */
    stall: supervised.stall,
    /** Starts it if it is held, and continues it if it is stalled. */
    release: supervised.release,
  };
}

interface Ports {
  readonly port: number;
  /** The second port of a server that has one. */
  readonly controlPort?: number;
}

/** The message of a server to its parent once it listens. */
interface Listening extends Ports {
  readonly type: 'listening';
}

interface ServerProgram {
  readonly id: string;
  /** The path of its entry. */
  readonly main: string;
  readonly environment: Environment;
  /** 0 means any free port. */
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
    // The file next to the entry sends spans, if the environment has an endpoint.
    const tracing = pathToFileURL(join(dirname(main), 'tracing.js')).href;
    const args = [...(environment.OTEL_EXPORTER_OTLP_ENDPOINT ? ['--import', tracing] : []), main];
    const program = { name: id, command: process.execPath, args, env, cwd: context.folder };
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
