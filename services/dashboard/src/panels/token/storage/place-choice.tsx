// The places as radio buttons; a session has no choice.
import { tokenTexts } from '../texts.js';
import { type PlaceName, placeNames } from './places.js';

interface PlaceChoiceProps {
  readonly isSession: boolean;
  readonly chosen: PlaceName;
  readonly onChoose: (name: PlaceName) => void;
}

export function PlaceChoice({ isSession, chosen, onChoose }: PlaceChoiceProps) {
  const t = tokenTexts().places;
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
