// The guard: whether the offered load was reached. Beyond saturation a figure says something about the queue, not the mode.
import type { Offered } from './arrivals.js';

/** So long may a process on a busy machine of two cores be kept waiting. */
const tolerableMs = 500;

/** A sentence that says what was not reached, or null if the load was kept below saturation. */
export function findSaturation({ due, unsent, latestMs }: Offered): string | null {
  const remedy = 'figures hold only for a load that is kept below saturation: offer less.';
  if (unsent > 0)
    return `${unsent} of ${due} requests could not be sent, because too many were under way; ${remedy}`;
  if (latestMs > tolerableMs)
    return `A request was sent ${Math.round(latestMs)} ms late, because this machine was busy; ${remedy}`;
  return null;
}
