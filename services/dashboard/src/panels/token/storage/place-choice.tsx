// The places as radio buttons; a session has no choice.
import { defineTexts } from '../../../i18n/texts.js';
import { type PlaceName, placeNames } from './places.js';

const texts = defineTexts(
  {
    legend: 'Keep it in',
    cookie: 'HttpOnly cookie',
    sessionStorage: 'sessionStorage',
    localStorage: 'localStorage',
    session: 'The ID of a session travels in a cookie and nowhere else.',
  },
  {
    legend: '보관할 곳',
    cookie: 'HttpOnly 쿠키',
    sessionStorage: 'sessionStorage',
    localStorage: 'localStorage',
    session: '세션 ID는 쿠키로만 오갑니다.',
  },
);

interface PlaceChoiceProps {
  readonly isSession: boolean;
  readonly chosen: PlaceName;
  readonly onChoose: (name: PlaceName) => void;
}

export function PlaceChoice({ isSession, chosen, onChoose }: PlaceChoiceProps) {
  const t = texts();
  return (
    <fieldset class="token-places">
      <legend>{t.legend}</legend>
      {placeNames.map((name) => (
        <label key={name}>
          <input
            type="radio"
            name="token-place"
            value={name}
            checked={name === chosen}
            disabled={isSession && name !== 'cookie'}
            onChange={() => onChoose(name)}
          />
          {t[name]}
        </label>
      ))}
      {isSession && <p class="hint">{t.session}</p>}
    </fieldset>
  );
}
