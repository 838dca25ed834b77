// What the page and its control room say to each other: the bodies of `/lab/…` and the events of its stream. Types alone;
// the control room publishes the same as OpenAPI at /docs. Times are ISO 8601 unless a name says otherwise.
import type { Client as ClientModel } from '@scale-out-lab/modes';

/** What a request carries to say who sent it. */
export interface Credential {
  readonly kind: 'session' | 'jwt';
  /** The header that carries it: `cookie` or `authorization`. */
  readonly header: string;
  /** The cookie's value as it is sent, or the token. */
  readonly text: string;
  readonly refreshToken: string | null;
  /** When it dies, as the log-in said. Null if it did not. */
  readonly expiresAt: string | null;
}

export type ExchangeKind = 'login' | 'me' | 'logout' | 'refresh';

/** One real request to the balancer, and what came of it. */
export interface Exchange {
  /** Counts up from 1 for as long as the control room runs. */
  readonly id: number;
  readonly kind: ExchangeKind;
  /** Which of the page's clients sent it. */
  readonly clientId: string;
  readonly mode: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly sentAt: string;
  readonly durationMs: number;
  /** What it carried; null where it carried none. */
  readonly credential: Credential | null;
  /** Null: it was never answered. */
  readonly status: number | null;
  /** The instance that answered, or `nginx`; null if nobody did. */
  readonly servedBy: string | null;
  /** The instance that issued the credential, where an answer has said so. */
  readonly issuedBy: string | null;
  /** Whether the balancer asked another instance first, in vain. */
  readonly isRetried: boolean;
  /** Of a refusal: its stable code, and the reason in the instance's words. */
  readonly code: string | null;
  readonly detail: string | null;
  /** Of a `me` that was answered with 200: who the instance took it for. */
  readonly username: string | null;
  /** From Server-Timing: what the check of the credential and the wait for the store cost. Null where there was none. */
  readonly verifyMs: number | null;
  readonly storeMs: number | null;
}

/** A visitor whom the control room plays, since one page cannot hold two sessions or read an HttpOnly cookie. */
export interface LabClient {
  readonly id: string;
  readonly mode: string;
  readonly username: string;
  readonly model: Extract<ClientModel, 'pinned' | 'browser'>;
  /** Null: it has none, or lost it. */
  readonly credential: Credential | null;
  /** The instance that served the log-in. */
  readonly issuedBy: string | null;
  /** The client whose credential it copied. */
  readonly copyOf: string | null;
}

/** POST /lab/clients logs in. */
export interface LogInRequest {
  readonly mode: string;
  readonly username: string;
  /** `demo` unless it is said. */
  readonly password?: string;
  readonly model?: LabClient['model'];
  /** Seconds that the log-in is to live; never more than the mode gives. */
  readonly expiresInSeconds?: number;
}

/** POST /lab/clients/pasted makes a client of a credential that somebody wrote; the answer is a ClientAlone. */
export interface PasteRequest {
  readonly mode: string;
  /** The token, or the cookie's value. */
  readonly credential: string;
}

/** POST /lab/clients/<id>/copy: another client with the same credential. DELETE /lab/clients/<id> forgets one (204). */
export interface ClientAlone {
  readonly client: LabClient;
}

/** POST /lab/clients, and /lab/clients/<id>/logout and /refresh. A log-in that was refused gives a client without a credential. */
export interface ClientAndExchange {
  readonly client: LabClient;
  readonly exchange: Exchange;
}

/** POST /lab/clients/<id>/requests asks who the client is, `count` times (1 to 100), one after the other. */
export interface SendRequest {
  readonly count: number;
}

/** A renewal that came first (jwt-refresh) is among them. POST /lab/clients/<id>/census: one answer of each instance. */
export interface ClientAndExchanges {
  readonly client: LabClient;
  readonly exchanges: readonly Exchange[];
}

export interface InstanceView {
  readonly id: string;
  /** Whether its control port answers. */
  readonly isAlive: boolean;
  readonly isReady: boolean;
  readonly startedAt: string | null;
  /** Its own clock when it was asked. */
  readonly now: string | null;
  readonly rssBytes: number | null;
  /** Requests since it started. */
  readonly requests: number | null;
  readonly inFlight: number | null;
  /** For each mode, how many log-ins live in its memory. */
  readonly logIns: Readonly<Record<string, number>>;
  /** Names of keys, never keys: the signing one first. */
  readonly keys: Readonly<Record<KeyRing, readonly string[]>>;
}

export interface RedisView {
  readonly isAlive: boolean;
  readonly usedMemoryBytes: number | null;
  /** How many keys it holds: sessions, revoked tokens, families of refresh tokens. */
  readonly keys: number | null;
  /** Whether it writes an append-only file. */
  readonly isPersistent: boolean | null;
}

/** GET /lab/state, and the event `state`, several times in two seconds. */
export interface LabState {
  readonly at: string;
  readonly instances: readonly InstanceView[];
  /** Null: nobody has said where Redis is. */
  readonly redis: RedisView | null;
  /** What goes on that no other may disturb. */
  readonly busy: 'run' | 'restart' | 'scale' | null;
  readonly can: {
    /** Whether instances can be started and stopped from here. */
    readonly scale: boolean;
    readonly breakRedis: boolean;
    /** Whether the append-only file can be switched. */
    readonly persistRedis: boolean;
  };
}

export type KeyRing = 'session' | 'jwt' | 'published';

/** POST /lab/keys: `overlap` signs with a new key and accepts the old, `retire` then drops it, `cut` does both at once. */
export interface KeysRequest {
  readonly ring: KeyRing;
  readonly how: 'overlap' | 'retire' | 'cut' | 'reset';
}

/** POST /lab/instances/<id>/stall and /lab/redis/stall: 1 to 60,000. */
export interface StallRequest {
  readonly ms: number;
}

/** PUT /lab/redis/persistence. */
export interface PersistenceRequest {
  readonly isPersistent: boolean;
}

/** PUT /lab/instances: 1 to 9. */
export interface ScaleRequest {
  readonly count: number;
}

export type IncidentWhat =
  | 'crash'
  | 'drain'
  | 'stall'
  | 'died'
  | 'back'
  | 'redis-crash'
  | 'redis-stall'
  | 'redis-died'
  | 'redis-back'
  | 'redis-persistence'
  | 'keys'
  | 'restart-begins'
  | 'restart-ends'
  | 'scale';

/** Something that was done to the cluster, or was seen to happen to it. */
export interface Incident {
  readonly id: number;
  readonly at: string;
  readonly what: IncidentWhat;
  /** The instance, where it was one. */
  readonly instance: string | null;
  /** Whether somebody asked for it here, or it was noticed. */
  readonly isAsked: boolean;
  /** What else there is to know: the ring and how, milliseconds, a count. */
  readonly note: string | null;
}

export interface ExperimentView {
  readonly name: string;
  readonly question: string;
  readonly isFault: boolean;
  /** Why it cannot be run here, or null. */
  readonly obstacle: string | null;
}

/** GET /lab/experiments */
export interface ExperimentList {
  readonly experiments: readonly ExperimentView[];
}

/** POST /lab/runs. What is left out is as on the command line; `scorecard`, `faults` and `all` are groups. */
export interface RunRequest {
  readonly experiments: readonly string[];
  readonly modes?: readonly string[];
  readonly clients?: readonly string[];
  readonly users?: number;
  readonly requests?: number;
  readonly repeats?: number;
  readonly logOuts?: number;
  readonly families?: number;
  readonly faultRate?: number;
  readonly faultRequests?: number;
}

export type RunStatus = 'running' | 'finished' | 'cancelled' | 'failed';

/** One trial that is over. Where nothing could be measured it says so, and why in the place of a disagreement. */
export interface RunRow {
  /** Counts up from 1 within the run, in the order in which they were over. */
  readonly number: number;
  readonly experiment: string;
  readonly mode: string;
  readonly client: string;
  readonly repeat: number;
  /** `lost 66.7 %`, or the first figure with its prediction. */
  readonly result: string;
  readonly failureRate: number;
  readonly predicted: number;
  readonly agrees: boolean;
  readonly disagreement: string | null;
}

export interface RunView {
  readonly id: string;
  readonly status: RunStatus;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly experiments: readonly string[];
  readonly modes: readonly string[];
  /** Trials that are over, and all. */
  readonly done: number;
  readonly total: number | null;
  /** What is being done now, in words. */
  readonly progress: string;
  readonly rows: readonly RunRow[];
  /** As of the command line: 0, 99 where a prediction failed, …; null while it runs. */
  readonly exitCode: number | null;
  /** Why it failed. */
  readonly failure: string | null;
  /** The report's own tables and verdict; null until it is over. */
  readonly report: RunReport | null;
}

/** GET /lab/runs: the last ones, the latest first. One of them is at /lab/runs/<id>, its report at …/report.{json,md,html}. */
export interface RunList {
  readonly runs: readonly RunView[];
}

export interface RunReport {
  readonly verdict: readonly string[];
  readonly tables: readonly ReportTable[];
}

/** A table of the report; what does not agree has a ≠. */
export interface ReportTable {
  readonly title: string;
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A request of an experiment that was seen on its way, for the map. */
export interface SeenRequest {
  readonly mode: string;
  readonly kind: ExchangeKind | 'other';
  readonly status: number;
  readonly servedBy: string | null;
  readonly isRetried: boolean;
}

/**
 * GET /lab/events, one stream a tab. `snapshot` comes first, and again where what was missed is no longer known;
 * `incident`, `run` and `row` have an ID, by which the stream goes on after an interruption without loss or doubling.
 */
export interface LabEvents {
  readonly snapshot: {
    readonly state: LabState;
    readonly run: RunView | null;
    readonly incidents: readonly Incident[];
  };
  readonly state: LabState;
  readonly incident: Incident;
  /** All of a run but its rows: when it starts, and when it is over. */
  readonly run: Omit<RunView, 'rows'>;
  readonly row: {
    readonly runId: string;
    readonly row: RunRow;
    readonly done: number;
    readonly total: number | null;
  };
  readonly progress: { readonly runId: string; readonly progress: string };
  /** A sample of what an experiment sends, and how many requests it is a sample of. */
  readonly traffic: { readonly seen: number; readonly requests: readonly SeenRequest[] };
}

/** What is answered in the place of all these (RFC 9457). */
export interface ProblemView {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
}
