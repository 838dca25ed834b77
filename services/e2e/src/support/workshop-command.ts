// `npm run workshop` as a process, and what it printed.
import { launch } from './launch.js';

export async function workshopCommand(...args: readonly string[]) {
  const launched = await launch({}, ['workshop', ...args]);
  const { code } = await launched.ended;
  return { code, ...launched.output() };
}
