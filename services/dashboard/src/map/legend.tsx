// How to read the map, and what of it is not as it really is: the pace, and how many requests are shown.
import { defineTexts } from '../i18n/texts.js';
import { exchanges } from '../journey/exchanges.js';
import { view } from '../view/index.js';
import { flightMs } from './dots/flight.js';
import { shownShare } from './dots/shown-share.js';
import { isStill } from './preferences.js';
import { inMs } from './texts.js';

const texts = defineTexts(
  {
    dots: 'Every dot is a real request, in the colour and shape of the instance that answers it. Click one to see what it carried.',
    still: 'The lines on which a request went light up; the list below says what came of it.',
    pace: ({ ms, seconds }: { ms: string; seconds: string }) =>
      `The last request really took ${ms} ms; its way is drawn in ${seconds} s.`,
    share: ({ shown, seen }: { shown: number; seen: number }) =>
      `Showing ${shown} of ${seen} requests a second.`,
  },
  {
    dots: '점 하나가 실제 요청 하나이며, 응답하는 인스턴스의 색과 모양을 띱니다. 클릭하면 그 요청의 자격 증명을 볼 수 있습니다.',
    still: '요청이 지나간 선이 밝아집니다. 결과는 아래 목록에 나옵니다.',
    pace: ({ ms, seconds }) =>
      `마지막 요청은 실제로 ${ms} ms 걸렸고, 그 경로를 ${seconds}초에 걸쳐 그립니다.`,
    share: ({ shown, seen }) => `초당 요청 ${seen}개 중 ${shown}개를 표시하고 있습니다.`,
  },
);

export function Legend() {
  const t = texts();
  const last = exchanges.value.at(-1);
  const seconds = String(flightMs[view.value.speed] / 1000);
  return (
    <div class="map-legend hint">
      <p>
        {isStill.value ? t.still : t.dots}
        {!isStill.value && last && ` ${t.pace({ ms: inMs(last.durationMs), seconds })}`}
      </p>
      {shownShare.value && <p class="map-share">{t.share(shownShare.value)}</p>}
    </div>
  );
}
