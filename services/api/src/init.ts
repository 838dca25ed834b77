// The one-shot that every other container waits for: environment → the files that the cluster shares.
import { reportFailure } from '@scale-out-lab/core';
import { prepareCluster } from './prepare-cluster.js';

try {
  prepareCluster(process.env);
} catch (error) {
  process.exit(reportFailure(error));
}
