// The consequences of each place, as docs/storage.md records them from a real browser.
import { tokenTexts } from '../texts.js';
import { type PlaceName, placeNames } from './places.js';

const facts = ['read', 'used', 'sent', 'tab', 'browser'] as const;

export function FactsTable({ chosen }: { readonly chosen: PlaceName }) {
  const t = tokenTexts().facts;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard
    <section class="scroll" tabIndex={0} aria-label={t.caption}>
      <table class="token-table token-facts">
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
