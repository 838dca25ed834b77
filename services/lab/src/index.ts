// The control room: serves the page, runs experiments for it, injects faults, streams what happens.
export { buildLab, type LabOptions } from './app.js';
