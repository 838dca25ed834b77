// Injects the faults of instances through their control ports.

import { ExitError, exitCodes } from '@scale-out-lab/core';
import type { ControlClient } from './control-client.js';
import type { InstanceFaults, InstanceState } from './faults.js';
import { findInstances } from './find-instances.js';

/** @param addresses the current addresses of the control ports, see find-instances.ts */
export function instanceFaults(addresses: () => readonly URL[], control: ControlClient): InstanceFaults {
  let known: ReadonlyMap<string, URL> = new Map();

  async function instances(): Promise<ReadonlyMap<string, URL>> {
    known = await findInstances(addresses(), control);
    return known;
  }

  /** The last known address. A fault must start on time, and a query of all instances would delay it. */
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
      // It may have moved. The others keep their addresses, so that only this one is looked up again.
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
