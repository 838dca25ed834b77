// What is compared with what: each mode with the open route, the peers like it and any other mode that it is to keep up
// with; and what is to be reached.
import type { Mode } from '@scale-out-lab/core';
import type { Comparison } from './ratios.js';
import { openRoute, peers, peersOf } from './targets.js';

/** The least ratio, by mode and by what it is compared with. */
const goals: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'session-memory': { [openRoute.name]: 0.65, 'Express, session in memory': 4 },
  'session-redis': { [openRoute.name]: 0.5, 'Express, session in Redis': 4 },
  'jwt-shared-key': { [openRoute.name]: 0.85, '@fastify/jwt': 2 },
  'jwt-denylist': { [openRoute.name]: 0.5, 'session-redis': 1 },
  // The same check of the same token: any distance from 1 is the noise of two medians.
  'jwt-refresh': { 'jwt-shared-key': 0.9 },
};

export function comparisonsOf(modes: readonly Mode[]): readonly Comparison[] {
  const ofModes = modes.flatMap((mode) => {
    const goalsOfMode = goals[mode.name] ?? {};
    const others = [openRoute, ...peersOf(mode)].map(({ name }) => name);
    return [...new Set([...others, ...Object.keys(goalsOfMode)])].map((to) => {
      const goal = goalsOfMode[to];
      return goal === undefined ? { target: mode.name, to } : { target: mode.name, to, goal };
    });
  });
  return [...ofModes, ...peers.map(({ name }) => ({ target: name, to: openRoute.name }))];
}
