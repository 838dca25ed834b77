// All mutations: a table for each subject.
import type { Mutation } from '../mutation.js';
import { accessTokens } from './access-tokens.js';
import { cookies } from './cookies.js';
import { secrets } from './secrets.js';

export const mutations: readonly Mutation[] = [...accessTokens, ...cookies, ...secrets];
