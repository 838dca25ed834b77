// Who logs in where: the lab's directory has vu-0001 … vu-1000, and trials at the same time share none of them.

const users = 1000;
const usersOfExperiment = 100;
export const usersOfTrial = 10;

/** From 1 on; after the last user comes the first again. */
export function usernameOf(number: number): string {
  return `vu-${String(((number - 1) % users) + 1).padStart(4, '0')}`;
}

/**
 * The first of the ten users of a trial: a hundred for each experiment, of which each mode has ten. `steady` is alone
 * when it runs, and takes as many as it is told to from vu-0001 on.
 */
export function firstUserOf(experimentIndex: number, modeIndex: number): number {
  return 1 + experimentIndex * usersOfExperiment + ((modeIndex * usersOfTrial) % usersOfExperiment);
}
