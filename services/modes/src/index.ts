// The modes: what a way to remember a log-in is, the catalogue of them, and what each should lose.
export * from './axes.js';
export * from './catalogue.js';
export * from './exclusive.js';
export * from './expectation.js';
export * from './expiry.js';
export * from './exposure.js';
export * from './fault.js';
export * from './forgery.js';
export * from './key-rotation.js';
export * from './log-out.js';
export * from './page-load.js';
export * from './policy-map.js';
export * from './prediction.js';
export * from './redis-fault.js';
export * from './rotation.js';
export * from './scaling.js';
export * from './secret.js';
