// Actions of the page: a problem is shown in one sentence until it is closed or the next action succeeds.
import { type Signal, signal } from '@preact/signals';
import { LabProblem } from '../api/client.js';
import { pageTexts } from '../state/texts.js';
import { unknownNames } from '../state/view.js';

const notice = signal<{ readonly code: string; readonly detail: string } | null>(null);

/** Runs the action. A problem is shown as the notice, and the result is undefined. */
export function attempt<Result>(act: () => Promise<Result>): Promise<Result | undefined> {
  return attemptInBackground(async () => {
    const result = await act();
    notice.value = null;
    return result;
  });
}

/** The same for background work: its success keeps the problem of an action in sight. */
export async function attemptInBackground<Result>(act: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof LabProblem)) throw error;
    notice.value = { code: error.code, detail: error.message };
    return undefined;
  }
}

/** Runs the action and sets the flag meanwhile; not at all if it is set already. */
export async function whileBusy<Result>(
  isBusy: Signal<boolean>,
  act: () => Promise<Result>,
): Promise<Result | undefined> {
  if (isBusy.value) return undefined;
  isBusy.value = true;
  try {
    return await act();
  } finally {
    isBusy.value = false;
  }
}

export function Notice() {
  const t = pageTexts().notice;
  const sentence = noticeInWords();
  if (sentence === null) return <div role="alert" />;
  return (
    <div role="alert" class="notice ends alarm">
      <p>{sentence}</p>
      <button
        type="button"
        onClick={() => {
          notice.value = null;
          unknownNames.value = [];
        }}
      >
        {t.close}
      </button>
    </div>
  );
}

/** The problem of the last action, or the unknown names in the link that opened the page. */
function noticeInWords(): string | null {
  const t = pageTexts().notice;
  if (notice.value) {
    const { code, detail } = notice.value;
    return (t.problems as Readonly<Record<string, string>>)[code] ?? detail;
  }
  if (unknownNames.value.length === 0) return null;
  return t.unknownNames(unknownNames.value.map(({ key, value }) => `${key}=${value}`).join(', '));
}
