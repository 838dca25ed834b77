// The control room: serves the page, runs experiments for it, injects faults, streams what happens.
export type * from '@scale-out-lab/dashboard';
export { buildLab, type LabOptions } from './app.js';
