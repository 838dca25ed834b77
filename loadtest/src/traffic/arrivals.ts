// Arrivals: when requests are sent. By the clock, whatever becomes of them (open), or each when one is over (closed).

export type ArrivalModel =
  | { readonly model: 'open'; readonly perSecond: number }
  | { readonly model: 'closed'; readonly concurrency: number };

export interface Offered {
  /** Requests that were due. */
  readonly due: number;
  /** Of those, how many could not be sent, because too many were under way. */
  readonly unsent: number;
  /** How late the latest one was sent: this process, or the machine, had other things to do. */
  readonly latestMs: number;
}

export interface Arrivals {
  offered(): Offered;
  /** Nothing is sent any more; resolves when all that was sent is over. */
  stop(): Promise<void>;
}

/** Sends one request now; undefined: none could be sent. What it resolves to says whether there was an answer. */
export type Send = () => Promise<{ readonly status: number | undefined }> | undefined;

export function startArrivals(arrivals: ArrivalModel, send: Send): Arrivals {
  return arrivals.model === 'open'
    ? sendByTheClock(arrivals.perSecond, send)
    : sendInTurn(arrivals.concurrency, send);
}

function sendByTheClock(perSecond: number, send: Send): Arrivals {
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
    timer = setTimeout(sendDue, dueAt(offered.due) - performance.now());
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
    async stop() {
      clearTimeout(timer);
      await Promise.all(underWay);
    },
  };
}

/** After a request without an answer a while passes, so that a server that is down is not asked in a hot loop. */
const pauseMs = 20;

function sendInTurn(concurrency: number, send: Send): Arrivals {
  let isStopped = false;
  let due = 0;

  async function loop() {
    while (!isStopped) {
      const entry = await send();
      if (entry) due += 1;
      if (entry?.status === undefined) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  const loops = Promise.all(Array.from({ length: concurrency }, loop));
  loops.catch(() => {});
  return {
    offered: () => ({ due, unsent: 0, latestMs: 0 }),
    async stop() {
      isStopped = true;
      await loops;
    },
  };
}
