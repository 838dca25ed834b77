// Which modes the server offers: its own list, since it may have modes that this version does not know.
import { axes, catalogue, type Mode } from '@scale-out-lab/core';
import { isRecord, jsonBody } from '../model/answer.js';
import { exitCodes, LoadtestFailure } from '../model/failure.js';
import { ask } from './ask.js';

/** The server's modes, or this version's catalogue if the server has no list. */
export async function fetchModes(url: URL, signal: AbortSignal): Promise<readonly Mode[]> {
  const answer = await ask(url, '/api/modes', signal);
  const body = answer.status === 200 ? jsonBody(answer) : undefined;
  const listed = isRecord(body) ? body.modes : undefined;
  const modes = Array.isArray(listed) ? listed.filter(isMode) : [];
  return modes.length > 0 ? modes : catalogue;
}

/** The modes of those names, each once, in the server's order; all of them if none is named. */
export function chooseModes(offered: readonly Mode[], names: readonly string[]): readonly Mode[] {
  const unknown = names.find((name) => !offered.some((mode) => mode.name === name));
  if (unknown !== undefined) {
    const known = offered.map((mode) => mode.name).join(', ');
    throw new LoadtestFailure(exitCodes.usage, `There is no mode "${unknown}"; the server offers ${known}.`);
  }
  return names.length === 0 ? offered : offered.filter((mode) => names.includes(mode.name));
}

/** A mode that lies on axes this version does not know cannot be predicted, and is left out. */
function isMode(value: unknown): value is Mode {
  if (!isRecord(value) || typeof value.name !== 'string' || !/^[\w.-]+$/.test(value.name)) return false;
  if (value.graceSeconds !== undefined && typeof value.graceSeconds !== 'number') return false;
  return Object.entries(axes).every(([axis, values]) => (values as readonly unknown[]).includes(value[axis]));
}
