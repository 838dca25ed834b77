// All modes: what stops a copy and how fast, predicted and as measured in this tab.
import { catalogue, countAcceptingAfterLogOut, logOutReach, shareOfMissedLogOuts } from '@scale-out-lab/core';
import { labState } from '../../state/lab-state.js';
import { choose } from '../../state/view.js';
import { Scroll } from '../../ui/scroll.js';
import { theftTexts } from './texts.js';
import { type TheftResult, theftResults } from './theft.js';

export function TheftTable() {
  const t = theftTexts().table;
  const instances = Math.max(1, labState.value?.instances.length ?? 1);
  return (
    <div class="theft-step part stack">
      <h3>{t.title}</h3>
      <Scroll label={t.title}>
        <table class="theft-table">
          <thead>
            <tr>
              <th scope="col">{t.mode}</th>
              <th scope="col">{t.predicted}</th>
              <th scope="col">{t.tried}</th>
              <th scope="col">{t.stops}</th>
            </tr>
          </thead>
          <tbody>
            {catalogue.map((mode) => {
              const reach = countAcceptingAfterLogOut(mode, instances);
              const missed = Math.round(shareOfMissedLogOuts(mode, instances) * instances);
              return (
                <tr key={mode.name}>
                  <th scope="row">
                    <button
                      type="button"
                      aria-label={t.choose(mode.name)}
                      onClick={() => choose({ mode: mode.name, versus: null })}
                    >
                      {mode.name}
                    </button>
                  </th>
                  <td>
                    {reach === 0 ? (missed > 0 ? t.atOnceIfItArrives : t.atOnce) : t.until(reach, instances)}
                  </td>
                  <td>{sayTried(theftResults.value[mode.name])}</td>
                  <td>
                    {missed > 0 && reach === 0
                      ? t.ifItArrives(missed, instances)
                      : t.reach[logOutReach(mode)]}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </div>
  );
}

function sayTried(result: TheftResult | undefined): string {
  const t = theftTexts().table;
  if (!result) return t.notYet;
  const { workedSeconds, acceptedBy, instances, isDead, agrees } = result;
  const reach = acceptedBy.length;
  const words =
    isDead && reach === 0
      ? t.dead(instances)
      : t[isDead ? 'result' : 'soFar'](workedSeconds.toFixed(1), reach, instances);
  return agrees === false ? `≠ ${words}` : words;
}
