// The workshop: its steps, the facts since a step began, and the checks that find a task done.
export * from './facts.js';
export * from './plan.js';
