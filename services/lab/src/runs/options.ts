// Turns a run request of the page into the options of a load test. A field that is left out has the default of the command line.

import { type Client, catalogue, clients, ExitError, exitCodes } from '@scale-out-lab/core';
import type { RunRequest } from '@scale-out-lab/core/wire';
import {
  chooseModes,
  completeOptions,
  type LoadtestOptions,
  parseExperiments,
} from '@scale-out-lab/loadtest';

/** @throws ExitError (wrong usage) that says what would be accepted */
export function toOptions({
  experiments,
  modes = [],
  clients: models = [],
  ...numbers
}: RunRequest): LoadtestOptions {
  return completeOptions({
    ...numbers,
    modes: chooseModes(catalogue, modes).map(({ name }) => name),
    experiments: experiments.flatMap(parseExperiments),
    ...(models.length > 0 && { clients: models.flatMap(parseClients) }),
    // The map cannot show the requests of autocannon.
    engine: 'undici',
    reports: null,
  });
}

function parseClients(name: string): readonly Client[] {
  const found = name === 'all' ? clients : clients.filter((client) => client === name);
  if (found.length > 0) return found;
  const sentence = `There is no kind of client "${name}"; expected ${clients.join(', ')} or all.`;
  throw new ExitError(exitCodes.usage, sentence);
}
