// A question that must be answered soon, or counts as not answered yet; and that is not put again while the last one is out.

/** `late`: it may still come, as from somebody who is busy. `failed`: nobody is there, or it was refused. */
export type Asked<Answer> = { readonly answer: Answer } | 'late' | 'failed';

export function askAtMostOnce<Answer>(
  question: () => Promise<Answer>,
  patienceMs: number,
): () => Promise<Asked<Answer>> {
  let isOut = false;
  return async () => {
    if (isOut) return 'late';
    isOut = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, patienceMs, 'late');
    });
    const asked = Promise.resolve()
      .then(question)
      .then(
        (answer): Asked<Answer> => ({ answer }),
        (): Asked<Answer> => 'failed',
      )
      .finally(() => {
        isOut = false;
      });
    return Promise.race([asked, late]).finally(() => clearTimeout(timer));
  };
}
