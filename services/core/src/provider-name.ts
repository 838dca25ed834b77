// The names of the lab and of its OpenID provider, as browsers use them.
import { type Environment, environmentReader, usesTls } from './environment.js';

/** The path of the provider below the lab's origin; nginx passes it on. */
export const providerPath = '/provider';
/** All instances are one client of the provider for each mode, because a client has one address for the provider's log-out. */
export function labClientId({ name }: { readonly name: string }): string {
  return `scale-out-lab-${name}`;
}

/**
 * The origins at which browsers may open the lab, from LAB_TLS, LAB_HOSTS, LAB_ADDRESS and LAB_PORT. The first one is in the name of
 * the provider: the first of LAB_HOSTS, because guests and this machine reach it; without one, LAB_ADDRESS, unless it
 * stands for all addresses.
 */
export function labOrigins(env: Environment): readonly [string, ...string[]] {
  const read = environmentReader(env);
  const port = read.integer('LAB_PORT', 8080, 1, 65_535);
  const scheme = usesTls(env) ? 'https' : 'http';
  const originOf = (name: string) => new URL(`${scheme}://${name}:${port}`).origin;
  const guestNames = read.hostNames('LAB_HOSTS');
  const first = guestNames[0] ?? ownName(read.text('LAB_ADDRESS', '127.0.0.1', isAddress, acceptedAddress));
  const others = [...guestNames, '127.0.0.1', 'localhost', '[::1]'].map(originOf);
  return [originOf(first), ...new Set(others.filter((each) => each !== originOf(first)))];
}

/** The issuer of the provider: the one name that clients compare character by character. */
export function providerIssuer(env: Environment): URL {
  return new URL(providerPath, labOrigins(env)[0]);
}

const acceptedAddress = 'an address or a name of this machine, 0.0.0.0 for all IPv4 addresses, or :: for all';
const isAddress = (text: string) => URL.canParse(`http://${ownName(text)}`) && !/[/\\@?#%\s]/.test(text);

function ownName(address: string): string {
  if (['0.0.0.0', '::', '[::]'].includes(address)) return '127.0.0.1';
  return address.includes(':') && !address.startsWith('[') ? `[${address}]` : address;
}

/** Where the providers keep their state: each in its memory, or all in Redis. */
export const providerStates = ['memory', 'redis'] as const;
/** Which keys each provider makes for itself: none, the one that signs its cookies, or the one that signs ID tokens. */
export const providerKeys = ['shared', 'own-cookies', 'own-signing'] as const;

/** How the provider is scaled out. `GET /provider/instance` reports `state` and `keys`. */
export interface ProviderScale {
  readonly providers: number;
  readonly state: (typeof providerStates)[number];
  readonly keys: (typeof providerKeys)[number];
}
