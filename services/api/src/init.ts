// The one-shot that every other container waits for: environment → the files that the cluster shares.
import { ExitError } from '@scale-out-lab/core';
import { prepareCluster } from './prepare-cluster.js';

try {
  prepareCluster(process.env);
} catch (error) {
  console.error(error instanceof ExitError ? error.message : error);
  process.exit(error instanceof ExitError ? error.exitCode : 1);
}
