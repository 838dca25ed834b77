// From what a page asks for to the options of a load test: what is left out is as on the command line.

import { type Client, catalogue, clients } from '@scale-out-lab/core';
import type { RunRequest } from '@scale-out-lab/core/wire';
import {
  chooseModes,
  defaults,
  exitCodes,
  LoadtestFailure,
  type LoadtestOptions,
  parseExperiments,
  parseLoadtestOptions,
} from '@scale-out-lab/loadtest';

/** @throws LoadtestFailure (wrong usage) that says what would be accepted */
export function toOptions({
  experiments,
  modes = [],
  clients: models,
  ...numbers
}: RunRequest): LoadtestOptions {
  const names = chooseModes(catalogue, modes).map(({ name }) => name);
  return parseLoadtestOptions(names, {
    ...defaults,
    ...numbers,
    // autocannon's requests could not be seen on the map.
    engine: 'undici',
    reports: false,
    experiment: experiments.flatMap(parseExperiments),
    ...(models && models.length > 0 && { client: models.flatMap(parseClients) }),
  });
}

function parseClients(name: string): readonly Client[] {
  const found = name === 'all' ? clients : clients.filter((client) => client === name);
  if (found.length > 0) return found;
  const sentence = `There is no kind of client "${name}"; expected ${clients.join(', ')} or all.`;
  throw new LoadtestFailure(exitCodes.usage, sentence);
}
