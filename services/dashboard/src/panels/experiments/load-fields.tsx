// How many users, requests and repeats `steady` takes. The browser itself says what would be accepted.

import { chosenExperiments, isLoadUsed, type Load, load } from './selection.js';
import { experimentsTexts } from './texts.js';

const largest: Load = { users: 1000, requests: 10_000_000, repeats: 100 };

export function LoadFields() {
  const t = experimentsTexts().load;
  // One request for each user at least.
  const smallest: Load = { users: 1, requests: load.value.users, repeats: 1 };
  const isUsed = isLoadUsed({ experiments: chosenExperiments.value });
  return (
    <fieldset class="experiments-load" disabled={!isUsed}>
      <legend class="visually-hidden">{t.load}</legend>
      {(['users', 'requests', 'repeats'] as const).map((key) => (
        <label key={key} class="choice">
          <span>{t[key]}</span>
          <input
            type="number"
            name={key}
            required
            min={smallest[key]}
            max={largest[key]}
            step={1}
            value={load.value[key]}
            onInput={(event) => {
              load.value = { ...load.value, [key]: event.currentTarget.valueAsNumber };
            }}
          />
        </label>
      ))}
    </fieldset>
  );
}
