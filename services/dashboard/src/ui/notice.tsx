// What went wrong, in one sentence that stays until it is closed or something else goes wrong.
import { signal } from '@preact/signals';
import { defineTexts } from '../i18n/texts.js';
import { LabProblem } from '../lab/api.js';

const texts = defineTexts(
  {
    close: 'Close',
    problems: {
      unreachable:
        'The control room does not answer. See whether the lab still runs; if not, start it again.',
      busy: 'Something is under way that this would disturb. Wait until it is over, or cancel it.',
      restarted: 'The control room has been restarted and knows no visitor any more: log in again.',
    },
  },
  {
    close: '닫기',
    problems: {
      unreachable: '컨트롤 룸이 응답하지 않습니다. 랩이 실행 중인지 확인하고, 아니면 다시 시작하세요.',
      busy: '지금 진행 중인 작업에 방해가 됩니다. 끝날 때까지 기다리거나 취소하세요.',
      restarted: '컨트롤 룸이 다시 시작되어 방문자 정보가 사라졌습니다. 다시 로그인하세요.',
    },
  },
);

const notice = signal<{ readonly code: string; readonly detail: string } | null>(null);

/** Does it; what a problem says is shown, and then there is no result. */
export async function attempt<Result>(act: () => Promise<Result>): Promise<Result | undefined> {
  try {
    const result = await act();
    notice.value = null;
    return result;
  } catch (error) {
    if (!(error instanceof LabProblem)) throw error;
    notice.value = { code: error.code, detail: error.message };
    return undefined;
  }
}

export function Notice() {
  const t = texts();
  if (!notice.value) return <div role="alert" />;
  const { code, detail } = notice.value;
  const inWords = (t.problems as Readonly<Record<string, string>>)[code] ?? detail;
  return (
    <div role="alert" class="notice">
      <p>{inWords}</p>
      <button
        type="button"
        onClick={() => {
          notice.value = null;
        }}
      >
        {t.close}
      </button>
    </div>
  );
}
