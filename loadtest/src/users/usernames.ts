// Which users log in where: the lab's directory has vu-0001 … vu-1000, and concurrent trials share none of them.
import { virtualUserCount, virtualUserName } from '@scale-out-lab/core';

const usersOfExperiment = 100;
export const usersOfTrial = 10;

/** From 1 on; after the last user comes the first again. */
export function usernameOf(number: number): string {
  return virtualUserName(((number - 1) % virtualUserCount) + 1);
}

export function usernamesFrom(first: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => usernameOf(first + index));
}

/**
 * The first of the ten users of a trial: a hundred for each experiment, of which each mode has ten. `steady` runs alone,
 * and its users begin at vu-0001.
 */
export function firstUserOf(experimentIndex: number, modeIndex: number): number {
  return 1 + experimentIndex * usersOfExperiment + ((modeIndex * usersOfTrial) % usersOfExperiment);
}
