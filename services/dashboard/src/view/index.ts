// The view: what is chosen, kept in the address.
export * from './parse-view.js';
export * from './view.js';
