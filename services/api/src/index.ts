// What other packages may use of the instance.
export { type MemoryStore, memoryStore } from './auth/log-ins/memory.js';
