// A browser: all its tabs send from one cookie jar, and of cookies of one name it keeps the one that came last.
import { headerValues } from '../../model/answer.js';
import { createCookieJar } from '../../users/cookie-jar.js';
import type { ClusterClient } from './cluster-client.js';
import type { HttpRequest, Reply } from './http.js';

export interface Browser {
  /** With the cookies that the jar holds when it is sent; those of the answer are stored when it comes. */
  send(request: HttpRequest): Promise<Reply>;
}

export function openBrowser(cluster: Pick<ClusterClient, 'send'>): Browser {
  const jar = createCookieJar();
  return {
    async send(request) {
      const cookie = jar.header();
      const headers = { ...request.headers, ...(cookie !== undefined && { cookie }) };
      const reply = await cluster.send({ ...request, headers });
      if (reply.answer) jar.store(headerValues(reply.answer, 'set-cookie'));
      return reply;
    },
  };
}
