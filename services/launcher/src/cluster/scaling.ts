// Scaling out and in without losing a request: an instance gets requests once it listens, and ends once it gets none.
import { ExitError } from '@scale-out-lab/core';
import type { InstancePart, StartInstance } from './instances.js';
import type { NginxPart } from './nginx.js';

export interface Scaling {
  /** Those that nginx balances now. */
  readonly instances: readonly InstancePart[];
  /** Resolves once nginx balances this many, and the others have ended. A second change waits for the first. */
  scaleTo(count: number): Promise<void>;
}

const highest = 9;

export function createScaling(
  first: readonly InstancePart[],
  start: StartInstance,
  nginx: Pick<NginxPart, 'balance'>,
): Scaling {
  let instances = first;
  let lastChange: Promise<void> = Promise.resolve();

  async function balance(wanted: readonly InstancePart[]): Promise<void> {
    await nginx.balance(wanted.map(({ port }) => port));
    instances = wanted;
  }

  async function change(count: number): Promise<void> {
    const numbers = Array.from({ length: count }, (_, index) => index + 1).slice(instances.length);
    const added = await Promise.all(numbers.map(start));
    const surplus = instances.slice(count);
    await balance([...instances.slice(0, count), ...added]);
    await Promise.all(surplus.map((instance) => instance.stop()));
  }

  return {
    get instances() {
      return instances;
    },
    async scaleTo(count) {
      if (!Number.isInteger(count) || count < 1 || count > highest) {
        throw new ExitError(
          2,
          `The cluster cannot have ${count} instances; expected a whole number from 1 to ${highest}.`,
        );
      }
      const next = lastChange.then(() => change(count));
      lastChange = next.catch(() => {});
      await next;
    },
  };
}
