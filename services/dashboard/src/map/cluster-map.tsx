// The live map of the cluster, and below it the latest requests and the one that was chosen.
import { defineTexts } from '../i18n/texts.js';
import { connection, labState } from '../lab/state.js';
import { ExchangeDetails } from './details/exchange-details.js';
import { ExchangeList } from './details/exchange-list.js';
import { Legend } from './legend.js';
import { Stage } from './stage.js';

const texts = defineTexts(
  { title: 'The cluster, live', waiting: 'Waiting for the control room to say what runs …' },
  { title: '실시간 클러스터', waiting: '컨트롤 룸에서 클러스터 상태를 기다리는 중…' },
);

export function ClusterMap() {
  const t = texts();
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
