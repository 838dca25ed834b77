// How many sign-ins through the OpenID provider end logged in, by where the instance keeps a pending sign-in.
import type { Axes } from '../axes.js';
import type { ProviderScale } from '../provider-name.js';
import { between, byChance, type Expectation, exactly } from './expectation.js';

interface SignInConditions extends ProviderScale {
  readonly instances: number;
  readonly signIns: number;
}

/** Nothing else is sent, so each request of a sign-in goes to the next instance, or to the next provider. */
export function predictSignInsInRotation(mode: Axes, conditions: SignInConditions): Expectation {
  const { instances, signIns, providers, keys } = conditions;
  const loss = lossAtInstances(mode, instances);
  if (loss) return exactly(0, `The rotation gives the callback to the next instance. ${loss}`);
  const [providerShare, reason] = shareOfProviders(conditions);
  if (providerShare === 1) return exactly(signIns, `${found(mode, instances)} ${reason}`);
  // Which provider serves the keys and which the token depends on where the rotation stands.
  if (keys === 'own-signing' && providerShare === 1 / providers) return between(0, signIns, reason);
  return exactly(0, `The rotation gives each request to the next provider. ${reason}`);
}

/** Requests of others come in between, so that chance picks the instance and the provider of each request. */
export function predictSignInsAmidOthers(mode: Axes, conditions: SignInConditions): Expectation {
  const { instances, signIns } = conditions;
  const loss = lossAtInstances(mode, instances);
  const [providerShare, reason] = shareOfProviders(conditions);
  const share = providerShare * shareOfSignIns(mode, instances).amidOthers;
  return byChance(share, signIns, `${loss || found(mode, instances)} ${reason}`);
}

/** Each sign-in is retried once after a failure. It holds for one provider, which recognises the browser at the retry. */
export function predictSignInsWithRetry(
  mode: Axes,
  { instances, signIns }: Pick<SignInConditions, 'instances' | 'signIns'>,
): Expectation {
  const loss = lossAtInstances(mode, instances);
  if (!loss) return exactly(signIns, found(mode, instances));
  return byChance(
    1 - (1 - shareOfSignIns(mode, instances).amidOthers) ** 2,
    signIns,
    `${loss} Both tries fail (1 − 1/N)² of the time.`,
  );
}

/** Sign-ins at an instance that restarts while their user is at the provider. */
export function predictSignInsLostByRestart(mode: Axes, signIns: number): Expectation {
  return mode.transaction === 'memory'
    ? exactly(signIns, 'The instance that began a sign-in forgets it when it restarts.')
    : exactly(0, 'The pending sign-in is not in the memory of the instance that began it.');
}

/** Sign-ins with a provider on another site, by the SameSite of the cookie that ties the pending sign-in to its browser. */
export function predictSignInsFromOtherSite(sameSite: 'Lax' | 'Strict', signIns: number): Expectation {
  return sameSite === 'Strict'
    ? exactly(
        0,
        'The return from another site carries no Strict cookie, so the browser did not begin the sign-in.',
      )
    : exactly(signIns, 'The return is a navigation with GET, which carries Lax cookies.');
}

/** Milliseconds that a sign-in takes: about ten requests, and one check of a password. */
export function predictSignInMs(): Expectation {
  return between(
    0,
    1000,
    'A sign-in is about ten requests and one check of a password. A second would be noticed.',
  );
}

/** The requests of a sign-in that follow the first at the provider: two of its log-in page, the return to it, and the token. */
const requestsWithState = 4;
/** Those of the browser, which carry signed cookies. The instance sends no cookie when it redeems the code. */
const requestsWithCookies = 3;

/** The share of sign-ins that the providers complete if chance picks one for each request, and the reason. */
function shareOfProviders({ providers, state, keys }: ProviderScale): readonly [share: number, string] {
  if (providers === 1) return [1, 'One provider gets every request.'];
  const known = state === 'memory' ? requestsWithState : keys === 'own-cookies' ? requestsWithCookies : 0;
  const share = providers ** -known / (keys === 'own-signing' ? providers : 1);
  const reasons = [
    known > 0 &&
      (state === 'memory'
        ? `Each of ${providers} providers has its sign-ins in its memory, and ${known} more requests must reach the first one.`
        : `Each of ${providers} providers has a key of its own for cookies, and ${known} more requests must reach the first one.`),
    keys === 'own-signing' &&
      `Each of ${providers} providers signs with a key of its own, and the instance has the keys of one.`,
  ].filter((reason) => reason !== false);
  return [share, reasons.join(' ') || 'All providers share their state and their keys.'];
}

/** Whether the providers complete each sign-in, whichever of them gets its requests. */
export function completeEverySignIn(scale: ProviderScale): boolean {
  return shareOfProviders(scale)[0] === 1;
}

/** The share of sign-ins that succeed: those of a lone user, which follow the rotation, and those amid other requests. */
export function shareOfSignIns(mode: Axes, instances: number): { alone: number; amidOthers: number } {
  return lossAtInstances(mode, instances) === ''
    ? { alone: 1, amidOthers: 1 }
    : { alone: 0, amidOthers: 1 / instances };
}

/** The share of sessions that the provider's log-out ends: it calls once, and the balancer picks the instance. */
export function shareEndedByProvider(mode: Axes, instances: number): number {
  return mode.state === 'redis' ? 1 : 1 / instances;
}

/** Sessions that log-outs at the provider end. */
export function predictEndedByProvider(
  mode: Axes,
  { instances, sessions }: { readonly instances: number; readonly sessions: number },
): Expectation {
  if (mode.state === 'redis')
    return exactly(sessions, 'Any instance that gets the call ends the session in Redis, for all of them.');
  if (instances === 1) return exactly(sessions, '1 instance gets every call.');
  const reason = `The call reaches the one instance that knows the session 1 time in ${instances}. The others answer 200, too.`;
  return byChance(shareEndedByProvider(mode, instances), sessions, reason);
}

/** Why the callback must reach the instance that began the sign-in; empty if any instance will do, or only that one gets it. */
function lossAtInstances({ transaction, balancing }: Axes, instances: number): string {
  if (instances === 1 || transaction !== 'memory' || balancing === 'sticky') return '';
  return `Only the instance that began a sign-in knows it, and the callback reaches it 1 time in ${instances} by chance.`;
}

function found({ transaction }: Axes, instances: number): string {
  if (instances > 1 && transaction === 'memory')
    return 'The balancer sends the callback to the instance that began the sign-in.';
  if (transaction === 'cookie')
    return 'The browser carries the pending sign-in, and every instance has its key.';
  if (transaction === 'redis') return 'Every instance finds the pending sign-in in Redis.';
  return `${instances} instance gets every request.`;
}
