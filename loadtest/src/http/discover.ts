// Discovers the lab: its instances and its modes.
import {
  axes,
  catalogue,
  type Environment,
  type ExitError,
  environmentReader,
  type Mode,
  missingError,
  transactions,
  usageError,
  withScheme,
  wrongValue,
} from '@scale-out-lab/core';
import { type Answer, headerValues, instanceOf, isRecord, jsonBody, textField } from '../model/answer.js';
import { exchangeOnce } from './connection.js';
import { isCertificateFault } from './trust.js';

export interface Discovery {
  readonly instances: readonly string[];
  /** The name of the balancer in its `Server` header, if it has one. */
  readonly server: string | undefined;
}

/** More than this is no laptop's cluster, but a server that makes up a name for each answer. */
const maxInstances = 200;

export async function discoverInstances(url: URL, signal: AbortSignal): Promise<Discovery> {
  const instances = new Set<string>();
  let server: string | undefined;
  let answersWithoutNews = 0;
  // With a balancer that picks at random, 12 + 5N answers without news miss one of up to nine instances less than once in 400 tries.
  while (answersWithoutNews < 5 * instances.size + 12) {
    const answer = await fetchAnswer(url, '/api/instance', signal);
    const instance = readInstance(url, answer);
    answersWithoutNews = instances.has(instance) ? answersWithoutNews + 1 : 0;
    instances.add(instance);
    server ??= headerValues(answer, 'server')[0];
    if (instances.size > maxInstances) throw notTheLab(url, `over ${maxInstances} instances answered`);
  }
  return { instances: [...instances].sort(), server };
}

function readInstance(url: URL, answer: Answer): string {
  if (answer.status >= 502 && answer.status <= 504) {
    throw missingError(
      `${url.href} answers ${answer.status}: the balancer is up, but none of its instances. Wait a moment, or look at their logs.`,
    );
  }
  const instance = textField(answer, 'instanceId') ?? instanceOf(answer);
  if (answer.status !== 200 || instance === undefined) {
    throw notTheLab(url, `GET /api/instance was answered with ${answer.status} and names no instance`);
  }
  return instance;
}

function notTheLab(url: URL, evidence: string): ExitError {
  return missingError(
    `Something answers at ${url.href}, but it is not the scale-out lab: ${evidence}. Name another address with --url.`,
  );
}

/** The server's modes, or this version's catalogue if the server has no list. */
export async function fetchModes(url: URL, signal: AbortSignal): Promise<readonly Mode[]> {
  const answer = await fetchAnswer(url, '/api/modes', signal);
  const body = answer.status === 200 ? jsonBody(answer) : undefined;
  const listed = isRecord(body) ? body.modes : undefined;
  const modes = Array.isArray(listed) ? listed.filter(isMode) : [];
  return modes.length > 0 ? modes : catalogue;
}

/** The modes of those names, each once, in the server's order; all of them if none is named. */
export function chooseModes(offered: readonly Mode[], names: readonly string[]): readonly Mode[] {
  const unknown = names.find((name) => !offered.some((mode) => mode.name === name));
  if (unknown !== undefined) {
    const known = offered.map((mode) => mode.name).join(', ');
    throw usageError(`There is no mode "${unknown}"; the server offers ${known}.`);
  }
  return names.length === 0 ? offered : offered.filter((mode) => names.includes(mode.name));
}

/** A mode with axes that this version does not have cannot be predicted, and is left out. */
function isMode(value: unknown): value is Mode {
  if (!isRecord(value) || typeof value.name !== 'string' || !/^[\w.-]+$/.test(value.name)) return false;
  if (value.graceSeconds !== undefined && typeof value.graceSeconds !== 'number') return false;
  const isKnown = (transactions as readonly unknown[]).includes(value.transaction);
  if (value.transaction !== undefined && !isKnown) return false;
  return Object.entries(axes).every(([axis, values]) => (values as readonly unknown[]).includes(value[axis]));
}

/** @throws ExitError when there is no answer, and the signal's reason */
async function fetchAnswer(url: URL, path: string, signal: AbortSignal): Promise<Answer> {
  const request = { method: 'GET', path, headers: { accept: 'application/json' } } as const;
  const { answer, failure } = await exchangeOnce(url, request, { signal });
  signal.throwIfAborted();
  if (answer) return answer;
  if (isCertificateFault(failure ?? ''))
    throw missingError(
      `The certificate of ${url.href} is not trusted (${failure}). Name its authority, such as --ca .tls/ca.pem.`,
    );
  const sentence = `Nothing answers at ${url.href} (${failure}). Start the lab with "npm start" or "docker compose up", or name another address with --url.`;
  throw missingError(sentence);
}

const defaultPort = 8080;

/** The lab on this machine. @throws ExitError (exit code 2) when LAB_PORT is no port */
export function localUrl(env: Environment): URL {
  const port = environmentReader(env).integer('LAB_PORT', defaultPort, 1, 65_535);
  return new URL(withScheme(`//127.0.0.1:${port}`, env));
}

/** @throws ExitError (exit code 2) that names the accepted values */
export function parseUrl(text: string, env: Environment = {}): URL {
  const whole = withScheme(text, env);
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.search === '')
    return url;
  throw wrongValue('--url', text, `an address such as http://127.0.0.1:${defaultPort}`);
}
