// The control room's routes as functions. Each rejects with a LabProblem, whose message is for people.
import type {
  ClientAndExchange,
  ClientAndExchanges,
  ExperimentView,
  Incident,
  LabClient,
  LogInRequest,
  PasteRequest,
  ProblemView,
  RunRequest,
  RunView,
} from '@scale-out-lab/core/wire';

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
  logIn: (body: LogInRequest) => send<ClientAndExchange>('POST', 'clients', body),
  paste: (body: PasteRequest) => send<{ client: LabClient }>('POST', 'clients/pasted', body),
  copy: (id: string) => send<{ client: LabClient }>('POST', `clients/${of(id)}/copy`),
  ask: (id: string, count = 1) => send<ClientAndExchanges>('POST', `clients/${of(id)}/requests`, { count }),
  askEach: (id: string) => send<ClientAndExchanges>('POST', `clients/${of(id)}/census`),
  logOut: (id: string) => send<ClientAndExchange>('POST', `clients/${of(id)}/logout`),
  refresh: (id: string) => send<ClientAndExchange>('POST', `clients/${of(id)}/refresh`),
  forget: (id: string) => send<void>('DELETE', `clients/${of(id)}`),

  /** A fault's route below /lab. */
  inject: (method: 'POST' | 'PUT', path: string, body?: object) => send<Incident>(method, path, body),

  experiments: () => send<{ experiments: readonly ExperimentView[] }>('GET', 'experiments'),
  run: (body: RunRequest) => send<RunView>('POST', 'runs', body),
  runs: () => send<{ runs: readonly RunView[] }>('GET', 'runs'),
  cancel: (id: string) => send<RunView>('POST', `runs/${of(id)}/cancel`),
  reportUrl: (id: string, format: 'json' | 'md' | 'html') => `/lab/runs/${of(id)}/report.${format}`,
};

async function send<Body>(method: string, path: string, body?: object): Promise<Body> {
  const json = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(`/lab/${path}`, { method, ...json }).catch(() => {
    throw new LabProblem('unreachable', 'The control room does not answer.');
  });
  if (answer.status === 204) return undefined as Body;
  const parsed: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return parsed as Body;
  const problem = parsed as Partial<ProblemView> | undefined;
  throw new LabProblem(problem?.code ?? 'unreachable', problem?.detail ?? `HTTP ${answer.status}`);
}
