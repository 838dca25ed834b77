// Where the lab is: the address given on the command line, or this machine at the lab's port.
import { exitCodes, LoadtestFailure } from '../model/failure.js';

export const defaultPort = '8080';

export function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.search === '')
    return url;
  throw new LoadtestFailure(
    exitCodes.usage,
    `--url is "${text}"; expected an address such as http://127.0.0.1:${defaultPort}.`,
  );
}

/** `port` is the text of LAB_PORT; empty or undefined means that it is not set. */
export function localUrl(port: string | undefined): URL {
  const text = port || defaultPort;
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535) {
    return new URL(`http://127.0.0.1:${Number(text)}`);
  }
  throw new LoadtestFailure(exitCodes.usage, `LAB_PORT is "${text}"; expected a port from 1 to 65535.`);
}

/** The path of a server's URL without a slash at its end, for the paths of requests to follow. */
export function basePathOf({ pathname }: URL): string {
  return pathname.replace(/\/$/, '');
}
