// @ts-check
// Before the tests, Vitest bundles the servers if the compiler has rewritten a module in them.
import { fileURLToPath } from 'node:url';
import { servers } from './build.mjs';
import { takeSteps } from './set-up.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export const setup = () => takeSteps(root, servers(root));
