// The live map of the cluster, and below it the latest requests and the one that was chosen.

import { connection, labState } from '../state/lab-state.js';
import { ExchangeDetails } from './details/exchange-details.js';
import { ExchangeList } from './details/exchange-list.js';
import { Legend } from './legend.js';
import { Stage } from './stage.js';
import { mapTexts } from './texts.js';

export function ClusterMap() {
  const t = mapTexts().cluster;
  return (
    <section class={connection.value === 'lost' ? 'map is-old' : 'map'} aria-labelledby="map-title">
      <h2 id="map-title">{t.title}</h2>
      {labState.value ? <Stage state={labState.value} /> : <p class="hint">{t.waiting}</p>}
      <Legend />
      <div class="map-below">
        <ExchangeList />
        <ExchangeDetails />
      </div>
    </section>
  );
}
