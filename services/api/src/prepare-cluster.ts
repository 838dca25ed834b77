// Prepares the first start of a cluster of containers: refuses bad settings, and creates the files that containers share.

import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  catalogue,
  type Environment,
  modeNames,
  randomSecret,
  redisTopologies,
  renderPolicyMap,
  replicationLines,
  wrongValue,
} from '@scale-out-lab/core';
import { parseConfig } from './config.js';

/**
 * Makes the secrets that SESSION_SECRET_FILE, JWT_SECRET_FILE, CONTROL_TOKEN_FILE, HOST_KEY_FILE and REDIS_PASSWORD_FILE
 * point to, unless they exist. Writes the lines with Redis's password, which depend on REDIS_TOPOLOGY, to REDIS_CONFIG, and
 * nginx's map of modes to balancing policies to POLICY_MAP. Empties HOLDS_DIR, so that no part is held at the start. The rest
 * of the environment is that of the instances.
 * @throws ExitError (exit code 2), once and before anything else runs, if every instance would refuse to start.
 */
export function prepareCluster(env: Environment): void {
  checkOneOf('AUTH_MODE', env.AUTH_MODE, modeNames);
  const { REDIS_TOPOLOGY: topology = 'single' } = env;
  checkOneOf('REDIS_TOPOLOGY', topology, redisTopologies);
  const { SESSION_SECRET_FILE, JWT_SECRET_FILE, CONTROL_TOKEN_FILE, HOST_KEY_FILE } = env;
  for (const path of [SESSION_SECRET_FILE, JWT_SECRET_FILE, CONTROL_TOKEN_FILE, HOST_KEY_FILE]) {
    if (path) makeSecret(path, 0o600);
  }
  // Redis runs as another user, of the group of these files.
  if (env.REDIS_PASSWORD_FILE) makeSecret(env.REDIS_PASSWORD_FILE, 0o640);
  const { redisPassword } = parseConfig(env, (path) => readFileSync(path, 'utf8'));
  if (env.REDIS_CONFIG && redisPassword) {
    const replication = topology === 'single' ? [] : replicationLines(redisPassword);
    const lines = [`requirepass "${redisPassword}"`, ...replication, ''];
    writeWhole(env.REDIS_CONFIG, lines.join('\n'), 0o640);
  }
  if (env.HOLDS_DIR) for (const part of readdirSync(env.HOLDS_DIR)) rmSync(join(env.HOLDS_DIR, part));
  if (env.POLICY_MAP) writeWhole(env.POLICY_MAP, renderPolicyMap(catalogue), 0o644);
}

function checkOneOf(name: string, value: string | undefined, accepted: readonly string[]): void {
  if (value === undefined || accepted.includes(value)) return;
  throw wrongValue(name, value, `one of ${accepted.join(', ')}`);
}

function makeSecret(path: string, mode: number): void {
  if (!existsSync(path)) writeWhole(path, randomSecret(), mode);
}

/** Renamed into place, so that an interruption leaves no half of a file. */
function writeWhole(path: string, text: string, mode: number): void {
  writeFileSync(`${path}.new`, text, { mode });
  renameSync(`${path}.new`, path);
}
