// The bench of the page as data and as text: each measurement next to its goal.
import { cpus } from 'node:os';
import { renderTable } from '../modes/render-table.js';
import { spreadOf } from '../spread-of.js';
import type { HeapOverTime } from './leak.js';
import type { FramesOfRoom } from './room.js';
import type { FirstVisit, FramesUnderLoad } from './speed.js';

interface PageMeasurements {
  readonly firstVisits: readonly FirstVisit[];
  readonly fullMap: FramesUnderLoad;
  readonly experiment: FramesUnderLoad;
  readonly room: FramesOfRoom;
  readonly heap: HeapOverTime;
}

interface PageReport extends PageMeasurements {
  readonly schemaVersion: 1;
  readonly environment: {
    readonly node: string;
    readonly cpu: string;
    readonly cores: number;
    readonly browser: string;
  };
  readonly goals: readonly Goal[];
  readonly isReached: boolean;
}

interface Goal {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
  readonly isReached: boolean;
}

/** A display shows 60; one that is missed in a second is not seen. */
const fluent = 59;

export function buildReport(measured: PageMeasurements, browser: string): PageReport {
  const { firstVisits, fullMap, experiment, room, heap } = measured;
  const paint = spreadOf(firstVisits.map(({ paintMs }) => paintMs));
  const request = spreadOf(firstVisits.map(({ requestMs }) => requestMs));
  const scriptBytes = Math.max(...firstVisits.map(({ scriptBytes }) => scriptBytes));
  const layoutShift = Math.max(...firstVisits.map(({ layoutShift }) => layoutShift));
  const projector = spreadOf(room.frames);
  const [full, busy] = [spreadOf(fullMap.frames), spreadOf(experiment.frames)];
  const [first = 0, last = 0] = [heap.bytes[0], heap.bytes.at(-1)];
  const goals: Goal[] = [
    {
      what: 'first contentful paint',
      measured: `${show(paint)} ms`,
      goal: '≤ 500 ms',
      isReached: paint.median <= 500,
    },
    {
      what: 'first real request shown',
      measured: `${show(request)} ms`,
      goal: '≤ 2,000 ms',
      isReached: request.median <= 2000,
    },
    {
      what: 'script of the first screen, compressed',
      measured: `${(scriptBytes / 1000).toFixed(1)} kB`,
      goal: '≤ 80 kB',
      isReached: scriptBytes <= 80_000,
    },
    {
      what: 'layout shift while requests come in',
      measured: layoutShift.toFixed(3),
      goal: '0',
      isReached: layoutShift === 0,
    },
    {
      what: `frames a second, ${fullMap.dots} dots in flight (${fullMap.shown} of ${fullMap.seen} requests a second)`,
      measured: show(full),
      goal: '60',
      isReached: full.median >= fluent,
    },
    {
      what: `frames a second while an experiment runs (${experiment.shown} of ${experiment.seen} requests a second)`,
      measured: show(busy),
      goal: '≥ 30',
      isReached: busy.median >= 30,
    },
    {
      what: `frames a second of the projector while ${room.clients} clients send ${room.sent} requests`,
      measured: show(projector),
      goal: '60',
      isReached: projector.median >= fluent,
    },
    {
      what: 'lost requests of these clients',
      measured: String(room.lost),
      goal: '0',
      isReached: room.lost === 0,
    },
    {
      what: `heap after ${heap.bytes.length} min of play (${heap.rounds} rounds), and after the first of them`,
      measured: `${megabytes(last)} MB, ${megabytes(first)} MB`,
      goal: '≤ 1 MB more',
      isReached: last - first <= 2 ** 20,
    },
  ];
  return {
    schemaVersion: 1,
    environment: { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, browser },
    ...measured,
    goals,
    isReached: goals.every(({ isReached }) => isReached),
  };
}

export function renderReport({ environment, goals }: PageReport): string {
  const { node, cpu, cores, browser } = environment;
  return [
    `Node ${node}, Chromium ${browser} without a GPU, ${cpu}, ${cores} cores`,
    'Median (smallest–largest), of visits or of seconds',
    '',
    renderTable([
      ['the page', 'measured', 'goal'],
      ...goals.map(({ what, measured, goal, isReached }) => [
        what,
        measured,
        `${goal} ${isReached ? 'reached' : 'MISSED'}`,
      ]),
    ]),
  ].join('\n');
}

function show({ median, min, max }: ReturnType<typeof spreadOf>): string {
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  return `${whole(median)} (${whole(min)}–${whole(max)})`;
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(2);
}
