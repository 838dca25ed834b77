// What follows from each place, as docs/storage.md has it measured in a real browser.
import { defineTexts } from '../../../i18n/texts.js';
import { type PlaceName, placeNames } from './places.js';

const texts = defineTexts(
  {
    caption: 'What follows from the place',
    fact: 'The credential …',
    places: { cookie: 'HttpOnly cookie', sessionStorage: 'sessionStorage', localStorage: 'localStorage' },
    read: {
      name: 'is read by an injected script',
      cookie: 'No. It cannot be taken away.',
      sessionStorage: 'Yes, and used elsewhere.',
      localStorage: 'Yes, and used elsewhere.',
    },
    used: {
      name: 'is used by an injected script',
      cookie: 'Yes, as long as the page is open: the browser adds it.',
      sessionStorage: 'Yes.',
      localStorage: 'Yes.',
    },
    sent: {
      name: 'goes to the server by itself (CSRF)',
      cookie: 'Yes. SameSite and a check of the origin have to stop it.',
      sessionStorage: 'No. The page has to add it.',
      localStorage: 'No. The page has to add it.',
    },
    tab: {
      name: 'survives a closed tab',
      cookie: 'Yes, and all tabs share it.',
      sessionStorage: 'No. It is this tab’s own.',
      localStorage: 'Yes, and all tabs share it.',
    },
    browser: {
      name: 'survives a closed browser',
      cookie: 'No, since the lab gives it no Max-Age.',
      sessionStorage: 'No.',
      localStorage: 'Yes, until somebody removes it.',
    },
  },
  {
    caption: '저장 위치에 따라 달라지는 것',
    fact: '자격 증명이…',
    places: { cookie: 'HttpOnly 쿠키', sessionStorage: 'sessionStorage', localStorage: 'localStorage' },
    read: {
      name: '주입된 스크립트에 읽히는가',
      cookie: '아니요. 가져갈 수 없습니다.',
      sessionStorage: '예. 다른 곳에서도 쓸 수 있습니다.',
      localStorage: '예. 다른 곳에서도 쓸 수 있습니다.',
    },
    used: {
      name: '주입된 스크립트가 쓸 수 있는가',
      cookie: '예. 페이지가 열려 있는 동안 브라우저가 붙여 보냅니다.',
      sessionStorage: '예.',
      localStorage: '예.',
    },
    sent: {
      name: '저절로 서버에 전송되는가(CSRF)',
      cookie: '예. SameSite와 출처(origin) 검사로 막아야 합니다.',
      sessionStorage: '아니요. 페이지가 직접 붙여야 합니다.',
      localStorage: '아니요. 페이지가 직접 붙여야 합니다.',
    },
    tab: {
      name: '탭을 닫아도 남는가',
      cookie: '예. 모든 탭이 공유합니다.',
      sessionStorage: '아니요. 이 탭만의 것입니다.',
      localStorage: '예. 모든 탭이 공유합니다.',
    },
    browser: {
      name: '브라우저를 닫아도 남는가',
      cookie: '아니요. 랩은 Max-Age를 주지 않습니다.',
      sessionStorage: '아니요.',
      localStorage: '예. 누군가 지울 때까지 남습니다.',
    },
  },
);

const facts = ['read', 'used', 'sent', 'tab', 'browser'] as const;

export function FactsTable({ chosen }: { readonly chosen: PlaceName }) {
  const t = texts();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section class="scroll" tabIndex={0} aria-label={t.caption}>
      <table class="token-facts">
        <caption>{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.fact}</th>
            {placeNames.map((place) => (
              <th key={place} scope="col" class={place === chosen ? 'token-chosen' : undefined}>
                {t.places[place]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {facts.map((fact) => (
            <tr key={fact}>
              <th scope="row">{t[fact].name}</th>
              {placeNames.map((place) => (
                <td key={place} class={place === chosen ? 'token-chosen' : undefined}>
                  {t[fact][place]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
