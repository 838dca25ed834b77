// The last known state of the cluster and of the run, as signals that the stream keeps up to date.
import { computed, signal } from '@preact/signals';
import type { Incident, LabEvents, LabState, RunView } from '@scale-out-lab/core/wire';

export const labState = signal<LabState | null>(null);
/** The current run, or the last one. */
export const run = signal<RunView | null>(null);
/** The latest last. */
export const incidents = signal<readonly Incident[]>([]);
export const connection = signal<'connecting' | 'open' | 'lost'>('connecting');

const incidentsKept = 200;

type Handlers = { readonly [Name in Exclude<keyof LabEvents, 'traffic'>]: (data: LabEvents[Name]) => void };

/** The effect of each event. A repeated event changes nothing. */
export const applyEvent: Handlers = {
  snapshot(data) {
    labState.value = data.state;
    run.value = data.run;
    incidents.value = data.incidents;
  },
  state(data) {
    labState.value = data;
  },
  incident(data) {
    if (incidents.value.some(({ id }) => id === data.id)) return;
    incidents.value = [...incidents.value, data].slice(-incidentsKept);
  },
  run(data) {
    const rows = run.value?.id === data.id ? run.value.rows : [];
    run.value = { ...data, rows };
  },
  row({ runId, row, done, total }) {
    const known = run.value;
    if (known?.id !== runId || known.rows.some(({ number }) => number === row.number)) return;
    run.value = { ...known, rows: [...known.rows, row], done, total };
  },
  progress({ runId, progress }) {
    if (run.value?.id === runId) run.value = { ...run.value, progress };
  },
};

/** How far this device's clock is ahead of the lab's; the last state tells. */
const aheadMs = computed(() => {
  const at = labState.value?.at;
  return at === undefined ? 0 : Date.now() - Date.parse(at);
});

/** Milliseconds since 1970, by the lab's clock. It is no signal: components poll it. */
export function labNow(): number {
  return Date.now() - aheadMs.peek();
}

export const instancesAlive = computed<number | null>(
  () => labState.value?.instances.filter(({ isAlive }) => isAlive).length || null,
);
