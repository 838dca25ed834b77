// The result of a bench as data and as text: the speeds, each ratio with its spread and its goal, and the weight of a log-in.
import { cpus } from 'node:os';
import type { Spread } from '@scale-out-lab/loadtest';
import {
  type Comparison,
  compare,
  openSpeedOf,
  type Ratio,
  type Round,
  speedOf,
  type Verdict,
} from './comparisons.js';
import type { HeapReport, RedisMemory } from './memory.js';
import { renderTable } from './render-table.js';
import type { RoundSettings } from './rounds.js';
import { openRoute } from './targets.js';

export interface BenchReport {
  readonly schemaVersion: 2;
  readonly environment: { readonly node: string; readonly cpu: string; readonly cores: number };
  readonly settings: RoundSettings;
  /** Right answers of the open route per second. */
  readonly openPerSecond: Spread;
  /** Right answers per second, by target. Comparable within one run only. */
  readonly perSecond: Readonly<Record<string, Spread>>;
  readonly ratios: readonly Ratio[];
  readonly memory: HeapReport & RedisMemory;
  /** Missed if one goal was, else undecided if one is. */
  readonly verdict: Verdict;
}

export function buildReport(
  settings: RoundSettings,
  comparisons: readonly Comparison[],
  rounds: readonly Round[],
  memory: BenchReport['memory'],
): BenchReport {
  const ratios = comparisons.map((comparison) => compare(rounds, comparison));
  const targets = new Set(comparisons.map(({ target }) => target));
  return {
    schemaVersion: 2,
    environment: { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length },
    settings,
    openPerSecond: openSpeedOf(rounds),
    perSecond: Object.fromEntries([...targets].map((target) => [target, speedOf(rounds, target)])),
    ratios,
    memory,
    verdict: worstOf(ratios),
  };
}

function worstOf(ratios: readonly Ratio[]): Verdict {
  const verdicts = new Set(ratios.map(({ verdict }) => verdict));
  return (['missed', 'undecided'] as const).find((verdict) => verdicts.has(verdict)) ?? 'reached';
}

/** From here on the machine was too busy with other things for small differences to mean anything. */
const unevenness = 1.5;

export function renderReport(report: BenchReport): string {
  const { environment, settings, openPerSecond, perSecond, ratios, memory } = report;
  const { rounds, maxRounds, seconds, connections } = settings;
  const ofOpen = ratios.filter(({ to }) => to === openRoute.name);
  const ofPeers = ratios.filter(({ to }) => to !== openRoute.name);
  return [
    `Node ${environment.node}, ${environment.cpu}, ${environment.cores} cores`,
    `${rounds} rounds of ${seconds} s, at most ${maxRounds} while a goal is undecided, ${connections} connections;`,
    'median (smallest–largest)',
    '',
    renderTable([
      ['GET of the logged-in user', 'per second', 'of the open route', 'goal'],
      [openRoute.name, count(openPerSecond.median), ''],
      ...ofOpen.map((ratio) => [
        ratio.target,
        count(perSecond[ratio.target]?.median ?? 0),
        ...ratioCells(ratio),
      ]),
    ]),
    '',
    renderTable([
      ['mode', 'compared with', 'times as fast', 'goal'],
      ...ofPeers.map((ratio) => [ratio.target, ratio.to, ...ratioCells(ratio)]),
    ]),
    '',
    `A session weighs ${count(memory.bytesPerSession)} bytes in the memory of an instance that holds ${count(memory.sessions)} of them,`,
    `and ${count(memory.bytesPerRedisSession)} in Redis. Of all the sessions in memory ${left(memory.bytesLeftAfterExpiry)} left after their expiry.`,
    `A token of jwt-denylist weighs ${count(memory.bytesPerListedToken)} in Redis while it is listed, and ${count(memory.bytesPerRevokedToken)} once it is revoked.`,
    ...describeUndecided(report),
    ...describeUnevenness(report),
  ].join('\n');
}

function ratioCells({ median, min, max, goal, verdict }: Ratio): string[] {
  const ratio = `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
  return goal === undefined ? [ratio] : [ratio, `≥ ${goal} ${verdict === 'missed' ? 'MISSED' : verdict}`];
}

function describeUndecided({ ratios, settings }: BenchReport): string[] {
  const undecided = ratios.filter(({ verdict }) => verdict === 'undecided').length;
  if (undecided === 0) return [];
  return [
    '',
    `Undecided after ${settings.maxRounds} rounds: ${undecided} of the goals lie within the 99% interval of their median.`,
    'Repeat with --max-rounds or --seconds raised, or on a quieter machine.',
  ];
}

function describeUnevenness({ openPerSecond: { min, max } }: BenchReport): string[] {
  if (max < unevenness * min) return [];
  return [
    '',
    `The machine had other work: the open route itself went from ${count(min)} to ${count(max)} per second.`,
    'Small differences mean little in this run.',
  ];
}

/** The heap may be smaller afterwards, since other things were collected too. */
function left(bytes: number): string {
  return bytes > 0 ? `${count(bytes)} bytes were` : 'nothing was';
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}
