// Replaces the keys of all instances. An overlap has two steps, so that no instance gets a signature of a key that it does not know yet.
import {
  type KeyChange,
  type KeyRing,
  type KeyRingState,
  keyRingSteps,
  randomSecret,
  ringOfOne,
} from '@scale-out-lab/core';
import type { InstanceFaults, SecretRing } from '@scale-out-lab/loadtest';
import pLimit from 'p-limit';

export type KeyRings = ReturnType<typeof createKeyRings>;

/** The placeholder for the secret of the instance's environment. */
const configuredKey = 'configured';
const configured = ringOfOne(configuredKey);

/** An instance does not have the private key of another, so that `reset` has nothing to restore. */
const publishedSteps = {
  overlap: ['rotate'],
  retire: ['retire'],
  cut: ['rotate', 'retire'],
  reset: ['retire'],
} as const satisfies Record<KeyChange, readonly ('rotate' | 'retire')[]>;

export function createKeyRings(faults: InstanceFaults) {
  const rings: Record<SecretRing, KeyRingState<string>> = { session: configured, jwt: configured };
  const inTurn = pLimit(1);

  async function changeSecrets(
    ring: SecretRing,
    how: KeyChange,
    instances: readonly string[],
  ): Promise<void> {
    for (const step of keyRingSteps(rings[ring], how, randomSecret, configuredKey)) {
      const secrets = { current: step.signing, accepted: step.accepted };
      // Before: an instance that fails leaves the others with the new key, which has to be restored.
      rings[ring] = step;
      await Promise.all(instances.map((instance) => faults.replaceSecrets(instance, ring, secrets)));
    }
  }
  async function changePublished(how: KeyChange, instances: readonly string[]): Promise<void> {
    for (const step of publishedSteps[how]) {
      await Promise.all(instances.map((instance) => faults.changePublishedKeys(instance, step)));
    }
  }

  /**
   * On all of these instances. One change at a time: two at once would leave different keys on different instances.
   * @throws ExitError when one cannot be reached
   */
  const change = (ring: KeyRing, how: KeyChange, instances: readonly string[]) =>
    inTurn(() =>
      ring === 'published' ? changePublished(how, instances) : changeSecrets(ring, how, instances),
    );

  const changed = () =>
    (['session', 'jwt'] as const).filter(
      (ring) => rings[ring].signing !== configuredKey || rings[ring].accepted.length > 1,
    );

  return {
    change,
    /** Gives a new or restarted instance the current keys of the others, as a deployment would. */
    syncKeys: (instance: string): Promise<void> =>
      inTurn(async () => {
        for (const ring of changed()) {
          const { signing, accepted } = rings[ring];
          await faults.replaceSecrets(instance, ring, { current: signing, accepted });
        }
      }),
    /** For instances that are restarted, and so get their configured keys. */
    forget(): void {
      Object.assign(rings, { session: configured, jwt: configured });
    },
    /** Restores the configured keys. A change that waits for its turn comes first. */
    reset: (instances: readonly string[]): Promise<void> =>
      inTurn(async () => {
        for (const ring of changed()) await changeSecrets(ring, 'reset', instances);
      }),
  };
}
