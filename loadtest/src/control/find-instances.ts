// Who is at the given control ports: each is asked for its ID, and a name with many addresses stands for all of them.

import { lookup } from 'node:dns/promises';
import { ExitError, exitCodes } from '@scale-out-lab/core';
import { isRecord } from '../model/answer.js';
import type { ControlClient } from './control-client.js';

/**
 * The instances that answer now, by their IDs. Who is silent is taken for dead.
 * @throws ExitError when all are silent, or one refuses
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

/** Docker gives the name of a service the addresses of all its containers. */
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
