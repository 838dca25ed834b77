// A question that must be answered soon, or counts as not answered; and that is not put again while the last one is out.

/** Returns how to ask: undefined where the answer was late, none came, or an earlier question is still out. */
export function askAtMostOnce<Answer>(
  question: () => Promise<Answer>,
  patienceMs: number,
): () => Promise<Answer | undefined> {
  let isOut = false;
  return async () => {
    if (isOut) return undefined;
    isOut = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, patienceMs, undefined);
    });
    const answer = Promise.resolve()
      .then(question)
      .catch(() => undefined)
      .finally(() => {
        isOut = false;
      });
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  };
}
