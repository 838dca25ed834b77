// The probe: reaches every instance through nothing but the balancer, as anyone outside must.

import { exitCodes, LoadtestFailure } from '../../model/failure.js';
import type { TrialPlan } from '../experiment.js';
import { type Entrance, findEntrances } from './affinity-routes.js';
import { type Http, openHttp, type ProbeRequest, type Reply } from './http.js';
import { pause as pauseFor } from './pause.js';

export interface Probe {
  readonly entrances: () => Promise<readonly Entrance[]>;
  /** By that entrance, or by any. */
  send(request: ProbeRequest, entrance?: Entrance): Promise<Reply>;
  /** Sends it until every instance has answered: at least one reply from each, in the order in which they came. */
  sendToEvery(request: ProbeRequest): Promise<readonly Reply[]>;
  /** Sends it to one instance after the other until a reply is as wanted. @throws LoadtestFailure if none is */
  sendUntil(request: ProbeRequest, isWanted: (reply: Reply) => boolean): Promise<Reply>;
  /** Asks again and again until it is so; an error is as good as a no. @throws LoadtestFailure after 20 s */
  until(isSo: () => Promise<boolean>): Promise<void>;
  /** Waits at least so long, unless the trial is over before that. */
  pause(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** With other traffic in between, the rotation is as good as chance. */
const triesPerInstance = 40;
const patienceMs = 20_000;

export function createProbe(plan: Pick<TrialPlan, 'url' | 'mode' | 'instances'>, signal: AbortSignal): Probe {
  const { url, mode, instances } = plan;
  const http: Http = openHttp(url, signal);
  let found: Promise<readonly Entrance[]> | undefined;
  const entrances = () => {
    found ??= findEntrances(http, mode, instances);
    return found;
  };
  const pause = (ms: number) => pauseFor(ms, signal);
  const send = (request: ProbeRequest, entrance?: Entrance) => http.send(through(request, entrance));

  /** By one entrance after the other, until `isOver`; gives back false if that never came. */
  async function sendInTurn(request: ProbeRequest, isOver: (reply: Reply) => boolean): Promise<boolean> {
    const ways = await entrances();
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
    entrances,
    send,
    async sendToEvery(request) {
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
    async until(isSo) {
      const deadline = performance.now() + patienceMs;
      while (!(await isSo().catch(() => false))) {
        if (performance.now() > deadline) {
          const sentence = `${mode.name}: what was disturbed has not come back after ${patienceMs / 1000} s.`;
          throw new LoadtestFailure(exitCodes.missing, sentence);
        }
        await pause(30);
      }
    },
    pause,
    close: http.close,
  };
}

/** Where the entrance is a cookie, it joins those that the request has. */
function through(request: ProbeRequest, entrance: Entrance | undefined): ProbeRequest {
  if (entrance?.cookie === undefined) return request;
  const { headers = {} } = request;
  if (Array.isArray(headers)) {
    const at = headers.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'cookie');
    if (at === -1) return { ...request, headers: [...headers, 'cookie', entrance.cookie] };
    return { ...request, headers: headers.with(at + 1, `${entrance.cookie}; ${headers[at + 1]}`) };
  }
  const { cookie, ...others } = headers as Readonly<Record<string, string>>;
  const joined = cookie === undefined ? entrance.cookie : `${entrance.cookie}; ${cookie}`;
  return { ...request, headers: { ...others, cookie: joined } };
}
