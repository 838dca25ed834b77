// 1, 10 or 100 requests on every lane, what of them is done, and a stop.
import { defineTexts } from '../../i18n/texts.js';
import { send, visitorsOf } from '../../journey/actions.js';
import { lanes } from '../../journey/lanes.js';
import { isRoundUnderWay } from '../../journey/prediction-rounds.js';
import { askedToSend, leftToSend, stopSending } from '../../journey/repeat.js';

const counts = [1, 10, 100] as const;

const texts = defineTexts(
  {
    send: (count: number) => `Send ${count}`,
    stop: 'Stop',
    nobody: 'Log somebody in first: requests are sent by those who are logged in.',
    missing: (mode: string) => `Nobody is logged in on ${mode}: only the other lane sends.`,
    who: 'Each is sent by one of the visitors at random, and asks who they are.',
    both: 'Both lanes send.',
    progress: (done: number, count: number) => `${done} of ${count} sent`,
  },
  {
    send: (count) => `${count}개 보내기`,
    stop: '중지',
    nobody: '먼저 로그인하세요. 요청은 로그인한 방문자가 보냅니다.',
    missing: (mode) => `${mode}에는 로그인한 방문자가 없어 다른 쪽만 요청을 보냅니다.`,
    who: '요청마다 방문자 중 한 명이 무작위로 "나는 누구?"를 묻습니다.',
    both: '양쪽 모두 보냅니다.',
    progress: (done, count) => `${count}개 중 ${done}개 보냄`,
  },
);

export function SendControls() {
  const t = texts();
  const isSending = leftToSend.value > 0 || isRoundUnderWay.value;
  const empty = lanes.value.filter(({ name }) => visitorsOf(name).length === 0);
  const isNobodyThere = empty.length === lanes.value.length;
  const [missing] = empty;
  const reason = missing ? (isNobodyThere ? t.nobody : t.missing(missing.name)) : t.who;
  // What is disabled loses the focus: whoever has no mouse would have to come back to the button after each press.
  return (
    <>
      <div class="row">
        {counts.map((count) => (
          <button
            key={count}
            type="button"
            disabled={isNobodyThere}
            aria-disabled={isSending}
            aria-describedby="journey-send-hint"
            onClick={() => isSending || send(count)}
          >
            {t.send(count)}
          </button>
        ))}
        <button type="button" aria-disabled={leftToSend.value === 0} onClick={stopSending}>
          {t.stop}
        </button>
        {leftToSend.value > 0 && (
          <span>{t.progress(askedToSend.value - leftToSend.value, askedToSend.value)}</span>
        )}
      </div>
      <p class="hint" id="journey-send-hint">
        {reason} {empty.length === 0 && lanes.value.length > 1 && t.both}
      </p>
    </>
  );
}
