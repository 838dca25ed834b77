// A span for each command that a request sends to Redis, from the call to the answer. It has the command's name and none of its
// arguments. ioredis publishes the commands that it writes. One that fails because no server is connected has a span here too.
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { Cluster, type Command, Redis } from 'ioredis';

const tracer = trace.getTracer('scale-out-lab');

type SendCommand = (this: unknown, command: Command, ...others: unknown[]) => unknown;

export function traceStore(): void {
  // The client of a Redis Cluster passes a command on to the client of a node.
  const known = new WeakSet<Command>();
  for (const { prototype } of [Redis, Cluster]) {
    const sendCommand = prototype.sendCommand as SendCommand;
    prototype.sendCommand = function (...args: Parameters<SendCommand>) {
      const [command] = args;
      if (!known.has(command)) traceCommand(command);
      known.add(command);
      return sendCommand.apply(this, args);
    };
  }
}

function traceCommand({ name, promise }: Command): void {
  // The checks of Redis's health belong to no request.
  if (trace.getActiveSpan() === undefined) return;
  const attributes = { 'db.system.name': 'redis', 'db.operation.name': name };
  const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes });
  promise.then(
    () => span.end(),
    (error: Error) =>
      span.setAttribute('error.type', error.name).setStatus({ code: SpanStatusCode.ERROR }).end(),
  );
}
