// Polls with one query in flight at a time. A late answer reuses the last one for up to 1 s, so that a busy machine is not
// reported as down.

/** `late`: no answer before the timeout; it may still arrive. `failed`: refused, or nothing listens. */
export type PollResult<Answer> = { readonly answer: Answer } | 'late' | 'failed';

/** While a query is in flight, another poll is late at once. */
export function pollOnce<Answer>(
  query: () => Promise<Answer>,
  timeoutMs: number,
): () => Promise<PollResult<Answer>> {
  let isInFlight = false;
  return async () => {
    if (isInFlight) return 'late';
    isInFlight = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, timeoutMs, 'late');
    });
    const result = Promise.resolve()
      .then(query)
      .then(
        (answer): PollResult<Answer> => ({ answer }),
        (): PollResult<Answer> => 'failed',
      )
      .finally(() => {
        isInFlight = false;
      });
    return Promise.race([result, late]).finally(() => clearTimeout(timer));
  };
}

/** A process that is silent for longer counts as dead. */
const silenceMs = 1000;

/** Turns each result into the state of a process; undefined: it is dead. */
export function rememberLastSeen<State>(
  now: () => number = () => performance.now(),
): (result: PollResult<State>) => State | undefined {
  let last: State | undefined;
  let answeredAt = Number.NEGATIVE_INFINITY;
  return (result) => {
    if (result === 'late') return now() - answeredAt < silenceMs ? last : undefined;
    last = result === 'failed' ? undefined : result.answer;
    answeredAt = now();
    return last;
  };
}
