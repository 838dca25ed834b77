// The cluster: reaches every instance through nothing but the balancer, as anyone outside must.

import type { Mode } from '@scale-out-lab/core';
import { pause as pauseFor, waitFor } from '../../http/wait.js';
import { exitCodes, LoadtestFailure } from '../../model/failure.js';
import type { TrialPlan } from '../experiment.js';
import { type AffinityRoute, findAffinityRoutes } from './affinity-routes.js';
import { type Http, type HttpRequest, openHttp, type Reply } from './http.js';

export interface ClusterClient {
  readonly routes: () => Promise<readonly AffinityRoute[]>;
  /** By that route, or by any. */
  send(request: HttpRequest, route?: AffinityRoute): Promise<Reply>;
  /** Sends it until every instance has answered: at least one reply from each, in the order in which they came. */
  checkOnEveryInstance(request: HttpRequest): Promise<readonly Reply[]>;
  /** Sends it to one instance after the other until a reply is as wanted. @throws LoadtestFailure if none is */
  sendUntil(request: HttpRequest, isWanted: (reply: Reply) => boolean): Promise<Reply>;
  /** Asks again and again until it is so; an error is as good as a no. @throws LoadtestFailure after 20 s */
  waitFor(condition: () => Promise<boolean>): Promise<void>;
  /** Waits at least so long, unless the trial is over before that. */
  pause(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** With other traffic in between, the rotation is as good as chance. */
const triesPerInstance = 40;
const timeoutMs = 20_000;

export function createClusterClient(
  plan: Pick<TrialPlan, 'url' | 'mode' | 'instances'>,
  signal: AbortSignal,
): ClusterClient {
  const { url, mode, instances } = plan;
  const http: Http = openHttp(url, signal);
  let found: Promise<readonly AffinityRoute[]> | undefined;
  const routes = () => {
    found ??= findAffinityRoutes(http, mode, instances);
    return found;
  };
  const pause = (ms: number) => pauseFor(ms, signal);
  const send = (request: HttpRequest, route?: AffinityRoute) => http.send(withRoute(request, route));

  /** By one route after the other, until `isOver`; gives back false if that never came. */
  async function sendInTurn(request: HttpRequest, isOver: (reply: Reply) => boolean): Promise<boolean> {
    const ways = await routes();
    for (let tries = 0; tries < triesPerInstance * instances.length; tries += 1) {
      if (tries > instances.length) await breakStep();
      if (isOver(await send(request, ways[tries % ways.length]))) return true;
    }
    return false;
  }

  /** Probes in step with each other and a rotation would each meet some of the instances for ever. */
  async function breakStep(): Promise<void> {
    await pause(Math.random() * 3);
    if (Math.random() < 0.5) await send({ method: 'GET', path: '/api/instance' });
  }

  return {
    routes,
    send,
    async checkOnEveryInstance(request) {
      const replies: Reply[] = [];
      const missing = new Set(instances);
      const isReached = await sendInTurn(request, (reply) => {
        replies.push(reply);
        if (reply.instance !== undefined) missing.delete(reply.instance);
        return missing.size === 0;
      });
      if (isReached) return replies;
      const names = [...missing].join(', ');
      throw new LoadtestFailure(exitCodes.missing, `${mode.name}: ${names} did not answer for a long time.`);
    },
    async sendUntil(request, isWanted) {
      let last: Reply | undefined;
      const isFound = await sendInTurn(request, (reply) => {
        last = reply;
        return isWanted(reply);
      });
      if (last && isFound) return last;
      const status = last?.answer?.status ?? 'no answer';
      const what = `${request.method} ${request.path}`;
      throw new LoadtestFailure(exitCodes.missing, `${what} went on being answered with ${status}.`);
    },
    waitFor: (condition) => waitFor(condition, { signal, timeoutMs, onTimeout: () => notBack(mode) }),
    pause,
    close: http.close,
  };
}

function notBack({ name }: Mode): LoadtestFailure {
  const sentence = `${name}: what was disturbed has not come back after ${timeoutMs / 1000} s.`;
  return new LoadtestFailure(exitCodes.missing, sentence);
}

/** Where the route is a cookie, it joins those that the request has. */
function withRoute(request: HttpRequest, route: AffinityRoute | undefined): HttpRequest {
  if (route?.cookie === undefined) return request;
  const { headers = {} } = request;
  if (Array.isArray(headers)) {
    const at = headers.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'cookie');
    if (at === -1) return { ...request, headers: [...headers, 'cookie', route.cookie] };
    return { ...request, headers: headers.with(at + 1, `${route.cookie}; ${headers[at + 1]}`) };
  }
  const { cookie, ...others } = headers as Readonly<Record<string, string>>;
  const joined = cookie === undefined ? route.cookie : `${route.cookie}; ${cookie}`;
  return { ...request, headers: { ...others, cookie: joined } };
}
