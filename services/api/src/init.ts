// The one-shot that every other container waits for: environment → what the cluster shares, or one sentence why not.
import { prepareCluster } from './prepare-cluster.js';
import { StartError } from './start-error.js';

try {
  prepareCluster(process.env);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(error instanceof StartError ? error.exitCode : 1);
}
