// The changes of each moment of a recording: the same as on the page of a running lab.
import { signal } from '@preact/signals';
import type { RecordedMoment, SceneName } from '@scale-out-lab/core/wire';
import { applyEvent, forgetExchanges, noteExchanges, seeTraffic } from '../state/lab-state.js';
import { clearTallies, countExchanges, countFromLogIn } from '../state/tally.js';
import { choose } from '../state/view.js';
import { askedToSend, dropVisitors, keepVisitor, leftToSend, updateVisitor } from '../state/visitors.js';

export const scene = signal<SceneName>('session-memory');

type What = RecordedMoment['what'];
type Data<Name extends What> = Extract<RecordedMoment, { readonly what: Name }>['data'];

const effects: { readonly [Name in What]: (data: Data<Name>) => void } = {
  snapshot: applyEvent.snapshot,
  state: applyEvent.state,
  incident: applyEvent.incident,
  load: applyEvent.load,
  traffic: seeTraffic,
  scene(data) {
    scene.value = data.scene;
    choose({ mode: data.mode });
  },
  'log-in'({ client, exchange }) {
    noteExchanges([exchange]);
    keepVisitor(client);
    countFromLogIn(client);
  },
  requests({ left, of, answer: { client, exchanges } }) {
    noteExchanges(exchanges);
    updateVisitor(client);
    countExchanges(client, exchanges);
    askedToSend.value = of;
    leftToSend.value = left;
  },
};

export function applyMoment({ what, data }: RecordedMoment): void {
  (effects[what] as (data: RecordedMoment['data']) => void)(data);
}

/** As before the first moment, which is a snapshot. */
export function forgetMoments(): void {
  forgetExchanges();
  dropVisitors();
  clearTallies();
  leftToSend.value = 0;
}
