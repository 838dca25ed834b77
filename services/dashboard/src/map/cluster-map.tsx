// The live map of the cluster.
import { computed, type ReadonlySignal, useSignal } from '@preact/signals';
import type { LabState } from '@scale-out-lab/core/wire';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { connection, load } from '../state/lab-state.js';
import { room } from '../state/room.js';
import { mapTexts } from '../state/texts.js';
import { lanes } from '../state/view.js';
import { DotsLayer } from './dots/dots-layer.js';
import { loadTestLane, roomLane } from './dots/route.js';
import { type Box, type Boxes, type Layout, layOut, providerPart, type Size } from './geometry/layout.js';
import { lifeOf } from './life.js';
import {
  InstanceNode,
  LoadTestNode,
  NginxNode,
  ProviderNode,
  RedisNode,
  RoomNode,
  VisitorNode,
} from './nodes/nodes.js';
import { followPace } from './request-rate.js';
import { followShown, shown } from './shown.js';
import { Wires } from './wires.js';

export function ClusterMap() {
  const t = mapTexts().cluster;
  useEffect(followShown, []);
  return (
    <section class={connection.value === 'lost' ? 'map is-old' : 'map'} aria-labelledby="map-title">
      <h2 class="visually-hidden" id="map-title">
        {t.title}
      </h2>
      {shown.value.state ? <Stage state={shown.value.state} /> : <p class="hint">{t.waiting}</p>}
    </section>
  );
}

const isProviderUsed = computed(() => lanes.value.some(({ signIn }) => signIn === 'oidc'));
const isRedisUsed = computed(() => lanes.value.some(({ state }) => state === 'redis'));

function Stage({ state }: { state: LabState }) {
  const t = mapTexts().stage;
  const stage = useRef<HTMLDivElement>(null);
  useEffect(followPace, []);
  const { at, instances, redis } = state;
  const isRunning = state.busy === 'run' || load.value !== null;
  const names = [...lanes.value, ...instances.map(({ id }) => ({ name: id }))].map(({ name }) => name);
  const layout = useLayout(
    stage,
    [
      ...names,
      redis && 'redis',
      isProviderUsed.value && providerPart,
      isRunning && loadTestLane,
      room.value && roomLane,
    ].join(),
  );
  return (
    <div class="map-stage" ref={stage}>
      <Wires layout={layout} quiet={quietParts()} />
      <ol class="map-parts" aria-label={t.parts}>
        <li class="map-visitors">
          {lanes.value.map(({ name }) => (
            <VisitorNode key={name} mode={name} />
          ))}
          {isRunning && <LoadTestNode />}
          {room.value && <RoomNode room={room.value} />}
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
        {(redis || isProviderUsed.value) && (
          <li class="map-stores">
            {redis && <RedisNode redis={redis} at={at} isUsed={isRedisUsed.value || isRunning} />}
            {isProviderUsed.value && <ProviderNode />}
          </li>
        )}
      </ol>
      <DotsLayer layout={layout} />
    </div>
  );
}

function quietParts(): ReadonlySet<string> {
  const { state, incidents } = shown.value;
  if (!state) return new Set();
  const dead = state.instances.filter((each) => lifeOf(each, incidents, state.at) === 'dead');
  const unused = isRedisUsed.value || state.busy === 'run' ? [] : ['redis'];
  return new Set([...dead.map(({ id }) => id), ...unused]);
}

/** `parts`: the names of all parts; each bears its own as `data-part`. */
function useLayout(stage: RefObject<HTMLElement | null>, parts: string): ReadonlySignal<Layout | null> {
  const layout = useSignal<Layout | null>(null);
  useLayoutEffect(() => {
    const element = stage.current;
    if (!element) return;
    let known = '';
    const observer = new ResizeObserver(() => {
      const [boxes, size] = measure(element);
      const found = JSON.stringify([[...boxes], size]);
      if (found === known) return;
      known = found;
      layout.value = layOut(boxes, size);
    });
    observer.observe(element);
    for (const part of partsIn(element)) observer.observe(part);
    return () => observer.disconnect();
  }, [parts, stage, layout]);
  return layout;
}

function partsIn(stage: HTMLElement): readonly HTMLElement[] {
  return [...stage.querySelectorAll<HTMLElement>('[data-part]')];
}

function measure(stage: HTMLElement): readonly [Boxes, Size] {
  const { left, top, width, height } = stage.getBoundingClientRect();
  const boxOf = (part: HTMLElement): Box => {
    const box = part.getBoundingClientRect();
    return {
      left: Math.round(box.left - left),
      top: Math.round(box.top - top),
      right: Math.round(box.right - left),
      bottom: Math.round(box.bottom - top),
    };
  };
  const boxes = new Map(partsIn(stage).map((part) => [part.dataset.part ?? '', boxOf(part)]));
  return [boxes, { width: Math.round(width), height: Math.round(height) }];
}
