// The tasks of the stack on the machines of the Swarm, and their table.
import { missingError } from '@scale-out-lab/core';
import { dockerList } from './docker.js';

export const stackName = 'lab';

/** A task and its machine, as `docker service ps` reports it. */
export interface Task {
  /** Such as `api.2`. */
  readonly name: string;
  readonly node: string;
  /** Such as `Running 2 minutes ago`. */
  readonly state: string;
}

/** @throws ExitError (3) if the stack is not there */
export async function listTasks(): Promise<readonly Task[]> {
  const stacks = await dockerList(['stack', 'ls']);
  if (!stacks.some(({ Name }) => Name === stackName)) {
    throw missingError('The lab is not on this Swarm. Start it with: npm run swarm -- up');
  }
  const tasks = await dockerList(['stack', 'ps', '--filter', 'desired-state=running', stackName]);
  return tasks
    .map(({ Name = '', Node = '', CurrentState = '' }) => ({
      name: Name.replace(`${stackName}_`, ''),
      node: Node,
      state: CurrentState,
    }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
}

/** One line for each part: name, machine and state. */
export function renderTasks(tasks: readonly Task[]): string {
  const width = (key: keyof Task) => Math.max(...tasks.map((task) => task[key].length), 0) + 2;
  const line = ({ name, node, state }: Task) =>
    `${name.padEnd(width('name'))}${node.padEnd(width('node'))}${state}\n`;
  return tasks.map(line).join('');
}
