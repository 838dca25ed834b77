// Finds the instances at the control ports. A host name with several addresses stands for all of them.

import { lookup } from 'node:dns/promises';
import { ExitError, exitCodes } from '@scale-out-lab/core';
import { isRecord } from '../model/answer.js';
import type { ControlClient } from './control-client.js';

/**
 * The instances that answer now, by their IDs. An instance that does not answer is left out.
 * @throws ExitError when none answers, or one refuses
 */
export async function findInstances(
  addresses: readonly URL[],
  control: ControlClient,
): Promise<ReadonlyMap<string, URL>> {
  const urls = (await Promise.all(addresses.map(expand))).flat();
  const answers = await Promise.allSettled(urls.map((url) => askId(url, control)));
  const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const [failure] = failures.filter((each) => !isSilence(each) || found.length === 0);
  if (failure) throw failure;
  return new Map(found.sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })));
}

/** Docker resolves the name of a service to the addresses of all its containers. */
async function expand(url: URL): Promise<readonly URL[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = await lookup(host, { all: true }).catch((cause) => {
    const sentence = `There is no ${url.hostname} (${cause.code}). Start the lab, or name another address with --control.`;
    throw new ExitError(exitCodes.missing, sentence, { cause });
  });
  return found.map(({ address, family }) => {
    const expanded = new URL(url);
    expanded.hostname = family === 6 ? `[${address}]` : address;
    return expanded;
  });
}

async function askId(url: URL, control: ControlClient): Promise<[string, URL]> {
  const state = await control(url, 'GET', '/state');
  if (isRecord(state) && typeof state.instanceId === 'string') return [state.instanceId, url];
  throw new ExitError(exitCodes.missing, `${url.origin} answers, but is no control port of the lab.`);
}

/** Only a failure to reach it has a cause. */
function isSilence(error: unknown): boolean {
  return error instanceof ExitError && error.cause !== undefined;
}
