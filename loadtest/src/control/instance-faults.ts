// The faults of instances, carried out by their control ports.

import { ExitError, exitCodes } from '@scale-out-lab/core';
import type { ControlClient } from './control-client.js';
import type { InstanceFaults, InstanceState } from './faults.js';
import { findInstances } from './find-instances.js';

/** @param addresses where the control ports are by now: see find-instances.ts */
export function instanceFaults(addresses: () => readonly URL[], control: ControlClient): InstanceFaults {
  let known: ReadonlyMap<string, URL> = new Map();

  async function instances(): Promise<ReadonlyMap<string, URL>> {
    known = await findInstances(addresses(), control);
    return known;
  }

  /** Where it was last, because a fault has its time: to ask all of them first would take some. */
  async function locate(id: string): Promise<URL> {
    const url = known.get(id) ?? (await instances()).get(id);
    if (url) return url;
    const others = [...known.keys()].join(', ');
    throw new ExitError(exitCodes.missing, `No instance ${id} is at the control ports, only ${others}.`);
  }

  async function call(
    id: string,
    ...request: Parameters<ControlClient> extends [URL, ...infer Rest] ? Rest : never
  ) {
    try {
      return await control(await locate(id), ...request);
    } catch (error) {
      // It may have moved. The others have not: to ask for them all would wait for the one that is silent.
      known = new Map([...known].filter(([other]) => other !== id));
      throw error;
    }
  }

  return {
    instances,
    state: async (id) => (await call(id, 'GET', '/state')) as InstanceState,
    crash: async (id) => void (await call(id, 'POST', '/crash')),
    drain: async (id) => void (await call(id, 'POST', '/drain')),
    stall: async (id, ms) => void (await call(id, 'POST', '/stall', { ms })),
    setClock: async (id, offsetSeconds) => void (await call(id, 'POST', '/clock', { offsetSeconds })),
    replaceSecrets: async (id, ring, secrets) => void (await call(id, 'PUT', `/keys/${ring}`, secrets)),
    changePublishedKeys: async (id, action) => void (await call(id, 'POST', '/keys/published', { action })),
    resetKeys: async (id) => void (await call(id, 'POST', '/keys/reset')),
  };
}
