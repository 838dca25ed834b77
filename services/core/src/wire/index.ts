// Everything that crosses a process, defined once: the schemas of the bodies of `/lab/…`, of the events of its stream, and
// of the report. Types, validators and the published JSON Schemas are derived from them. Times are ISO 8601.
export * from './clients.js';
export * from './cluster.js';
export * from './events.js';
export * from './load.js';
export * from './page-recording.js';
export * from './probe.js';
export * from './probe-panel.js';
export * from './probe-recording.js';
export * from './problem.js';
export * from './report.js';
export * from './room.js';
export * from './runs.js';
export * from './sign-in.js';
export * from './workshop.js';
