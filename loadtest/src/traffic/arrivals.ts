// Sends requests by the clock, however long the answers take (an open model), and guards against saturation.

export interface Offered {
  /** Requests that were due. */
  readonly due: number;
  /** How many of those could not be sent, because all connections were in use. */
  readonly unsent: number;
  /** The longest delay between the time a request was due and the time it was sent. */
  readonly latestMs: number;
}

/** @param send sends one request now; undefined if it could not */
export function startArrivals(perSecond: number, send: () => Promise<unknown> | undefined) {
  const underWay = new Set<Promise<unknown>>();
  const startedAt = performance.now();
  const dueAt = (index: number) => startedAt + (index * 1000) / perSecond;
  let offered: Offered = { due: 0, unsent: 0, latestMs: 0 };
  let timer = setTimeout(sendDue);

  function sendDue() {
    for (let now = performance.now(); dueAt(offered.due) <= now; ) {
      const { due, unsent, latestMs } = offered;
      const sent = send();
      if (sent) track(sent);
      offered = {
        due: due + 1,
        unsent: unsent + (sent ? 0 : 1),
        latestMs: Math.max(latestMs, now - dueAt(due)),
      };
      now = performance.now();
    }
    // Node warns of a negative delay: the next one may be due by now.
    timer = setTimeout(sendDue, Math.max(0, dueAt(offered.due) - performance.now()));
  }
  function track(sent: Promise<unknown>) {
    underWay.add(sent);
    // A rejection stays in the set for `stop` to find.
    sent.then(
      () => underWay.delete(sent),
      () => {},
    );
  }
  return {
    offered: () => offered,
    /** Sends no more, and resolves when every request is over. @throws the error of a send that rejected */
    async stop(): Promise<void> {
      clearTimeout(timer);
      await Promise.all(underWay);
    },
  };
}

/** A busy machine with two cores may delay a process by this much. */
const tolerableMs = 500;

/**
 * Why the offered load was not reached, or null if it was. Beyond saturation a figure describes the queue, not the mode.
 */
export function findSaturation({ due, unsent, latestMs }: Offered): string | null {
  const remedy = 'figures hold only for a load that is kept below saturation: offer less.';
  // First, because a delay makes all requests of that time due at once, and some of those find no connection.
  if (latestMs > tolerableMs)
    return `A request was sent ${Math.round(latestMs)} ms late, because this machine was busy; ${remedy}`;
  if (unsent > 0)
    return `${unsent} of ${due} requests could not be sent, because too many were under way; ${remedy}`;
  return null;
}
