// What the page and its control room say to each other: the bodies of `/lab/…` and the events of its stream. Types alone;
// the control room publishes the same as OpenAPI at /docs. Times are ISO 8601 unless a name says otherwise.
export type * from './contract/clients.js';
export type * from './contract/cluster.js';
export type * from './contract/events.js';
export type * from './contract/exchange.js';
export type * from './contract/faults.js';
export type * from './contract/problem.js';
export type * from './contract/runs.js';
