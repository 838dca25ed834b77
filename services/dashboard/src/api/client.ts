// The control room's routes as functions. Each rejects with a LabProblem, with a message for people.
// The requests that a client sends are noted, so that the map and the lists show them.
import { hostKeyHeader } from '@scale-out-lab/core';
import type {
  ClientAlone,
  ClientAndExchange,
  ClientAndExchanges,
  ClientAndLogIns,
  ExperimentView,
  Incident,
  LoadRequest,
  LoadState,
  LogInRequest,
  PasteRequest,
  ProbeRequest,
  ProbeState,
  ProblemView,
  RoomView,
  RoomVisitor,
  RunRequest,
  RunView,
  SignInRequest,
  SignInView,
} from '@scale-out-lab/core/wire';
import { hostKey } from '../state/host-key.js';
import { noteExchanges } from '../state/lab-state.js';

export class LabProblem extends Error {
  constructor(
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

const of = (id: string) => encodeURIComponent(id);

export const lab = {
  logIn: (body: LogInRequest) => sendOne('clients', body),
  findClient: (id: string) => send<ClientAlone>('GET', `clients/${of(id)}`),
  paste: (body: PasteRequest) => send<ClientAlone>('POST', 'clients/pasted', body),
  copy: (id: string) => send<ClientAlone>('POST', `clients/${of(id)}/copy`),
  sendRequest: (id: string) => sendSeveral(`clients/${of(id)}/requests`, { count: 1 }),
  checkOnEveryInstance: (id: string) => sendSeveral(`clients/${of(id)}/census`),
  logOut: (id: string) => sendOne(`clients/${of(id)}/logout`),
  listLogIns: async (id: string) => {
    const answer = await send<ClientAndLogIns>('GET', `clients/${of(id)}/sessions`);
    noteExchanges([answer.exchange]);
    return answer;
  },
  endLogIn: (id: string, logIn: string) =>
    sendOne(`clients/${of(id)}/sessions/${of(logIn)}`, undefined, 'DELETE'),
  refresh: (id: string) => sendOne(`clients/${of(id)}/refresh`),
  signIn: (body: SignInRequest) => send<SignInView>('POST', 'sign-ins', body),
  /** In the background: the control room also drops an old client by itself. */
  forget: (id: string) => void send<void>('DELETE', `clients/${of(id)}`).catch(() => {}),

  /** A fault's route below /lab. */
  inject: (method: 'POST' | 'PUT', path: string, body?: object) => send<Incident>(method, path, body),

  setLoad: (body: LoadRequest) => send<LoadState>('PUT', 'load', body),
  endLoad: () => send<LoadState>('DELETE', 'load'),

  experiments: () => send<{ experiments: readonly ExperimentView[] }>('GET', 'experiments'),
  run: (body: RunRequest) => send<RunView>('POST', 'runs', body),
  runs: () => send<{ runs: readonly RunView[] }>('GET', 'runs'),
  cancel: (id: string) => send<RunView>('POST', `runs/${of(id)}/cancel`),
  /** Names this browser's visitor of the room. The host's key, if there is one, goes with every request. */
  enter: (name: string | null) => send<RoomVisitor>('PUT', 'room/visitor', name === null ? {} : { name }),
  reset: () => send<Incident>('POST', 'reset'),
  openToEveryone: (isForEveryone: boolean) => send<RoomView>('PUT', 'room', { isForEveryone }),
  probe: () => send<ProbeState>('GET', 'probe'),
  startProbe: (body: ProbeRequest) => send<ProbeState>('POST', 'probe', body),
  cancelProbe: () => send<ProbeState>('DELETE', 'probe'),
  reportUrl: (id: string, format: 'json' | 'md' | 'html') => `/lab/runs/${of(id)}/report.${format}`,
};

async function sendOne(path: string, body?: object, method = 'POST'): Promise<ClientAndExchange> {
  const answer = await send<ClientAndExchange>(method, path, body);
  noteExchanges([answer.exchange]);
  return answer;
}

async function sendSeveral(path: string, body?: object): Promise<ClientAndExchanges> {
  const answer = await send<ClientAndExchanges>('POST', path, body);
  noteExchanges(answer.exchanges);
  return answer;
}

async function send<Body>(method: string, path: string, body?: object): Promise<Body> {
  const key = hostKey();
  const headers = {
    ...(key !== null && { [hostKeyHeader]: key }),
    ...(body && { 'content-type': 'application/json' }),
  };
  const json = body && { body: JSON.stringify(body) };
  const answer = await fetch(`/lab/${path}`, { method, headers, ...json }).catch(() => {
    throw new LabProblem('unreachable', 'The control room does not answer.');
  });
  if (answer.status === 204) return undefined as Body;
  const parsed: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return parsed as Body;
  const problem = parsed as Partial<ProblemView> | undefined;
  throw new LabProblem(problem?.code ?? 'unreachable', problem?.detail ?? `HTTP ${answer.status}`);
}
