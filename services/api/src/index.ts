// What other packages may use of the instance.
export { type AppOptions, buildApp } from './app.js';
export type { LogIn, LogInStore } from './auth/log-ins/log-in-store.js';
export { type MemoryStore, memoryStore } from './auth/log-ins/memory.js';
export { logInKey, redisStore } from './auth/log-ins/redis.js';
export { type FindKey, type Signed, verifySignature } from './auth/tokens/signature.js';
export { TokenRefused } from './auth/tokens/token-refused.js';
export { verifyToken } from './auth/tokens/verify.js';
export { type Config, parseConfig } from './config.js';
export type { Problem, ProblemCode } from './problem.js';
export { connectRedis, createRedis } from './redis.js';
