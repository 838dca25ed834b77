// All mutations: a table for each subject.
import type { Mutation } from '../mutation.js';
import { accessTokens } from './access-tokens.js';
import { badInput } from './bad-input.js';
import { controlRoom } from './control-room.js';
import { cookies } from './cookies.js';
import { guesses } from './guesses.js';
import { keys } from './keys.js';
import { rememberedLogIns } from './log-ins.js';
import { measurement } from './measurement.js';
import { parts } from './redis-and-nginx.js';
import { signIn } from './sign-in.js';
import { tracing } from './tracing.js';

export const mutations: readonly Mutation[] = [
  ...accessTokens,
  ...rememberedLogIns,
  ...cookies,
  ...parts,
  ...guesses,
  ...keys,
  ...signIn,
  ...badInput,
  ...controlRoom,
  ...measurement,
  ...tracing,
];
