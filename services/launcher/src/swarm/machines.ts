// The machines of the Swarm: Docker drains and updates, and a program of the operator switches a machine or its network off.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Environment, ExitError, exitCodes, missingError } from '@scale-out-lab/core';
import { type MachinePower, type Machines, waitFor } from '@scale-out-lab/loadtest';
import { docker, dockerList } from './docker.js';
import { swarmStore } from './store.js';
import { listTasks, stackName } from './tasks.js';

const service = `${stackName}_api`;
const timeoutMs = 300_000;

/** @param env MACHINE_POWER names a program that is called with crash, start, cut or heal, and the name of a machine */
export function swarmMachines({ MACHINE_POWER: program }: Environment): Machines {
  const setAvailability = async (machine: string, availability: 'drain' | 'active') =>
    void (await docker(['node', 'update', '--availability', availability, machine]));
  return {
    async placement() {
      const running = (await listTasks()).filter(({ state }) => state.startsWith('Running'));
      const instances = running.filter(({ name }) => name.startsWith('api.'));
      return new Map(instances.map(({ name, node }) => [name.replace('.', '-'), node]));
    },
    async workers() {
      const balancer = (await listTasks()).find(({ name }) => name.startsWith('nginx.'));
      const machines = (await dockerList(['node', 'ls'])).map(({ Hostname = '' }) => Hostname);
      return machines.filter((machine) => machine !== balancer?.node);
    },
    store: () => swarmStore(listTasks),
    drain: (machine) => setAvailability(machine, 'drain'),
    activate: (machine) => setAvailability(machine, 'active'),
    update,
    power: program ? machinePower(program) : undefined,
  };
}

async function update(signal: AbortSignal): Promise<void> {
  await docker(['service', 'update', '--detach', '--force', service]);
  const state = () => docker(['service', 'inspect', '--format', '{{.UpdateStatus.State}}', service]);
  const isOver = async () => !['updating', 'rollback_started', ''].includes(await state());
  await waitUntil(isOver, `The update of ${service} is not over`, signal);
  const last = await state();
  if (last === 'completed') return;
  const sentence = `The update of ${service} ended as ${last}. See why with: docker service ps --no-trunc ${service}`;
  throw new ExitError(exitCodes.unexpected, sentence);
}

function machinePower(program: string): MachinePower {
  const call = async (action: string, machine: string): Promise<void> => {
    await promisify(execFile)(program, [action, machine]).catch((error: Error) => {
      throw missingError(`MACHINE_POWER could not ${action} ${machine}: ${error.message.trim()}`);
    });
  };
  const isReady = async (machine: string) =>
    (await dockerList(['node', 'ls'])).some(
      ({ Hostname, Status }) => Hostname === machine && Status === 'Ready',
    );
  return {
    crash: (machine) => call('crash', machine),
    async start(machine, signal) {
      await call('start', machine);
      await waitUntil(() => isReady(machine), `${machine} is not ready`, signal);
    },
    cut: (machine) => call('cut', machine),
    heal: (machine) => call('heal', machine),
  };
}

function waitUntil(condition: () => Promise<boolean>, problem: string, signal: AbortSignal): Promise<void> {
  const onTimeout = () => missingError(`${problem} after ${timeoutMs / 1000} s.`);
  return waitFor(condition, { signal, timeoutMs, onTimeout });
}
