// A browser: all its tabs share one cookie jar, in which the last cookie of a name wins.
import { type ApiRequest, withHeaders } from '../../http/requests.js';
import { headerValues } from '../../model/answer.js';
import { createCookieJar } from '../../users/credential.js';
import type { ClusterClient, Reply } from './cluster-client.js';

export interface Browser {
  /** Sends the cookies that are in the jar now, and stores those of the answer when it comes. */
  send(request: ApiRequest): Promise<Reply>;
}

export function openBrowser(cluster: Pick<ClusterClient, 'send'>): Browser {
  const jar = createCookieJar();
  return {
    async send(request) {
      const cookie = jar.header();
      const reply = await cluster.send(cookie === undefined ? request : withHeaders(request, { cookie }));
      if (reply.answer) jar.store(headerValues(reply.answer, 'set-cookie'));
      return reply;
    },
  };
}
