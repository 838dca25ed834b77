// A queue of asynchronous work: one piece at a time, in the order in which it was added.

/** Returns how to add work. It resolves with the result of the work; a failure does not stop the queue. */
export function createQueue(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
}
