// Steady: how many logged-in requests are lost while nothing is broken?
import { predictFailureRate } from '@scale-out-lab/modes';
import { sendCrowd } from '../users/crowd.js';
import type { Experiment } from './experiment.js';

export const steady: Experiment = {
  question: 'How many logged-in requests are lost while nothing is broken?',
  // The mean over the users, of whom some may send one request more than others.
  predictFailureRate({ mode, client, instances }, requestsOfUsers) {
    const lost = requestsOfUsers.map(
      (requestsPerUser) => requestsPerUser * predictFailureRate(mode, client, { instances, requestsPerUser }),
    );
    return sum(lost) / sum(requestsOfUsers);
  },
  run: sendCrowd,
};

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
