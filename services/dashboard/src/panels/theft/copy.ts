// What the thief does: copies what the victim was given, and renews it with the refresh token that both of them hold.

import type { LabClient } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';
import { noteExchanges } from '../../state/exchanges.js';
import { replayed } from './replays.js';
import { change, keep, onEachLane, type Renewal, thefts } from './theft.js';

export const copyCredentials = () =>
  onEachLane(async (mode) => {
    const theft = thefts.value[mode];
    if (!theft?.victim.credential) return;
    const { client: copy } = await lab.copy(theft.victim.id);
    void forget(theft.copy);
    keep(mode, { ...theft, copy, replays: [] });
  });

/** Either of them can, until the other has. */
export const renew = (by: Renewal['by']) =>
  onEachLane(async (mode) => {
    const theft = thefts.value[mode];
    const client = by === 'thief' ? theft?.copy : theft?.victim;
    if (!theft || !client?.credential?.refreshToken) return;
    const { client: renewed, exchange } = await lab.refresh(client.id);
    noteExchanges([exchange]);
    const holder = by === 'thief' ? { copy: renewed } : { victim: renewed };
    change(mode, { ...holder, renewals: [...theft.renewals, { by, exchange }] });
  });

/** Not before it has been replayed, if that is under way: whoever is forgotten is not found. */
export async function forget(client: LabClient | null | undefined): Promise<void> {
  await replayed();
  if (client) void lab.forget(client.id).catch(() => {});
}
