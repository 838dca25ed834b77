// The live map of the cluster, and below it the latest requests and the one that was chosen.

import { computed } from '@preact/signals';
import type { LabState } from '@scale-out-lab/core/wire';
import { useEffect, useRef } from 'preact/hooks';
import { chosenExchange } from '../state/exchanges.js';
import { connection, incidents, labState } from '../state/lab-state.js';
import { lanes } from '../state/view.js';
import { ExchangeDetails } from './details/exchange-details.js';
import { ExchangeList } from './details/exchange-list.js';
import { DotsLayer } from './dots/dots-layer.js';
import { loadTestLane } from './dots/route.js';
import { Legend } from './legend.js';
import { lifeOf } from './life.js';
import { InstanceNode } from './nodes/instance-node.js';
import { NginxNode } from './nodes/nginx-node.js';
import { RedisNode } from './nodes/redis-node.js';
import { LoadTestNode, VisitorNode } from './nodes/visitor-node.js';
import { followPace } from './request-rate.js';
import { mapTexts } from './texts.js';
import { useLayout } from './use-layout.js';
import { Wires } from './wires.js';

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

const isRedisUsed = computed(() => lanes.value.some(({ state }) => state === 'redis'));

export function Stage({ state }: { state: LabState }) {
  const t = mapTexts().stage;
  const stage = useRef<HTMLDivElement>(null);
  useEffect(followPace, []);
  const { at, instances, redis } = state;
  const isRunning = state.busy === 'run';
  const names = [...lanes.value, ...instances.map(({ id }) => ({ name: id }))].map(({ name }) => name);
  const layout = useLayout(stage, [...names, redis && 'redis', isRunning && loadTestLane].join());
  return (
    <div class="map-stage" ref={stage}>
      <Wires layout={layout} quiet={quietParts()} />
      <ol class="map-parts" aria-label={t.parts}>
        <li class="map-visitors">
          {lanes.value.map(({ name }) => (
            <VisitorNode key={name} mode={name} />
          ))}
          {isRunning && <LoadTestNode />}
        </li>
        <li>
          <NginxNode />
        </li>
        <li>
          <ul class={instances.length > 4 ? 'map-instances many' : 'map-instances'} aria-label={t.instances}>
            {instances.map((instance) => (
              <li key={instance.id}>
                <InstanceNode instance={instance} at={at} />
              </li>
            ))}
          </ul>
        </li>
        {redis && (
          <li>
            <RedisNode redis={redis} at={at} isUsed={isRedisUsed.value || isRunning} />
          </li>
        )}
      </ol>
      <DotsLayer layout={layout} onChoose={choose} />
    </div>
  );
}

/** Stays one function, so that the canvas is set up once. */
const choose = (exchange: NonNullable<typeof chosenExchange.value>) => {
  chosenExchange.value = exchange;
};

function quietParts(): ReadonlySet<string> {
  const state = labState.value;
  if (!state) return new Set();
  const dead = state.instances.filter((each) => lifeOf(each, incidents.value, state.at) === 'dead');
  const unused = isRedisUsed.value || state.busy === 'run' ? [] : ['redis'];
  return new Set([...dead.map(({ id }) => id), ...unused]);
}
