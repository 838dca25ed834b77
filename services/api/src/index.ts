// The parts of the instance that other packages use: users and the check of their passwords, Redis, names.
export { maxLogInsPerUser, storeUnavailable } from './auth/log-ins/log-in-store.js';
export { connectRedis } from './connect-redis.js';
export { findInstanceId } from './dns.js';
export { type CheckCredentials, createCredentialCheck } from './guesses/check-credentials.js';
export { createGuessLimiter } from './guesses/guess-limiter.js';
export { listen } from './listen.js';
export { createRedis, type RedisClient } from './redis.js';
export { findUser } from './users.js';
