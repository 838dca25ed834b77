// All mutations: a table for each subject.
import type { Mutation } from '../mutation.js';
import { accessTokens } from './access-tokens.js';
import { badInput } from './bad-input.js';
import { balancer } from './balancer.js';
import { controlRoom } from './control-room.js';
import { cookies } from './cookies.js';
import { crossSite } from './cross-site.js';
import { guesses } from './guesses.js';
import { keys } from './keys.js';
import { rememberedLogIns } from './log-ins.js';
import { measurement } from './measurement.js';
import { redis } from './redis.js';
import { refreshTokens } from './refresh-tokens.js';
import { secrets } from './secrets.js';

export const mutations: readonly Mutation[] = [
  ...accessTokens,
  ...rememberedLogIns,
  ...cookies,
  ...crossSite,
  ...redis,
  ...secrets,
  ...refreshTokens,
  ...guesses,
  ...keys,
  ...badInput,
  ...balancer,
  ...controlRoom,
  ...measurement,
];
