// The keys of all instances: replaced so that no instance meets what another has signed with a key it does not know yet.
import { randomBytes } from 'node:crypto';
import type { KeyRing, KeysRequest } from '@scale-out-lab/core/wire';
import type { InstanceFaults, SecretRing } from '@scale-out-lab/loadtest';

type How = KeysRequest['how'];

export interface KeyRings {
  /** On all of these instances. @throws LoadtestFailure when one cannot be reached */
  change(ring: KeyRing, how: How, instances: readonly string[]): Promise<void>;
  /** Gives an instance that is new or back what the others have by now: a deployment would start it with that. */
  bringUpToDate(instance: string): Promise<void>;
  /** Everything as configured again, where it is not. */
  reset(instances: readonly string[]): Promise<void>;
}

interface Secrets {
  readonly current: string;
  /** The current one among them. */
  readonly accepted: readonly string[];
}

/** Stands for the secret of the instance's environment. */
const configured: Secrets = { current: 'configured', accepted: ['configured'] };
/** An instance takes eight. */
const mostAccepted = 8;

export function createKeyRings(faults: InstanceFaults): KeyRings {
  const secrets: Record<SecretRing, Secrets> = { session: configured, jwt: configured };

  const steps: Readonly<Record<How, (old: Secrets) => readonly Secrets[]>> = {
    overlap({ current, accepted }) {
      const next = randomSecret();
      const both = [next, ...accepted].slice(0, mostAccepted);
      // First all accept it, then all sign with it.
      return [
        { current, accepted: both },
        { current: next, accepted: both },
      ];
    },
    retire: ({ current }) => [{ current, accepted: [current] }],
    cut() {
      const current = randomSecret();
      return [{ current, accepted: [current] }];
    },
    reset: () => [configured],
  };

  /** No instance knows the private key of another, so that there is nothing to go back to. */
  const publishedSteps = {
    overlap: ['rotate'],
    retire: ['retire'],
    cut: ['rotate', 'retire'],
    reset: ['retire'],
  } as const satisfies Record<How, readonly ('rotate' | 'retire')[]>;

  async function changeSecrets(ring: SecretRing, how: How, instances: readonly string[]): Promise<void> {
    for (const step of steps[how](secrets[ring])) {
      await Promise.all(instances.map((instance) => faults.replaceSecrets(instance, ring, step)));
      secrets[ring] = step;
    }
  }

  async function changeNow(ring: KeyRing, how: How, instances: readonly string[]): Promise<void> {
    if (ring !== 'published') return changeSecrets(ring, how, instances);
    for (const step of publishedSteps[how]) {
      await Promise.all(instances.map((instance) => faults.changePublishedKeys(instance, step)));
    }
  }

  let last: Promise<void> = Promise.resolve();
  /** One change after the other: two at a time would leave some instances with the one, some with the other. */
  function inTurn(...change: Parameters<KeyRings['change']>): Promise<void> {
    const next = last.then(() => changeNow(...change));
    last = next.catch(() => {});
    return next;
  }

  const changed = () => (['session', 'jwt'] as const).filter((ring) => secrets[ring] !== configured);

  return {
    change: inTurn,
    async bringUpToDate(instance) {
      for (const ring of changed()) await faults.replaceSecrets(instance, ring, secrets[ring]);
    },
    async reset(instances) {
      for (const ring of changed()) await inTurn(ring, 'reset', instances);
    },
  };
}

function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}
