// The decision table: the needs of a product, the modes that met them in this run, and by how much the others failed.

import { diesWithInstance, type ExperimentName, experimentNames, findMode } from '@scale-out-lab/core';
import type { Figure, ReportDocument } from '@scale-out-lab/core/wire';
import { usersLoggedOut } from '../experiments/faults/harness/losses.js';
import { experiments } from '../experiments/index.js';
import { allAgree } from '../model/agreement.js';
import { groupTrials } from '../statistics/samples.js';
import { type ReportTable, renderFigure, renderPercent, toCell } from './report-table.js';
import { type ReportTexts, reportTexts } from './texts/index.js';

type Need = keyof ReportTexts['decide']['needs'];

/** Why a mode does not meet a need; an empty text if it does, undefined if that was not measured. */
type Shortfall = (mode: string, document: ReportDocument, texts: ReportTexts) => string | undefined;

interface Criterion {
  readonly experiment: ExperimentName;
  readonly shortfall: Shortfall;
}

/**
 * Met if each of the figures is the wanted number, or all that could be.
 * @param names of the figures; by default the first figure of the experiment
 */
function byFigures(experiment: ExperimentName, wanted: number | 'all', names?: readonly string[]): Criterion {
  const shortfall: Shortfall = (mode, { trials }, { figures: words }) => {
    const trial = trials.find((each) => each.mode === mode && each.experiment === experiment);
    const figures = trial?.figures.filter(({ name }, index) => (names ? names.includes(name) : index === 0));
    if (!trial || !figures || figures.length === 0) return undefined;
    return figures
      .filter((figure) => figure.measured !== (wanted === 'all' ? totalOf(figure) : wanted))
      .map((figure) => describe(figure, { hasName: figure !== trial.figures[0], words }))
      .join(', ');
  };
  return { experiment, shortfall };
}

/** The 30 in "of 30 sign-ins". */
function totalOf({ unit }: Figure): number {
  return Number(/^of (\d+)/.exec(unit)?.[1]);
}

/** `8 s`, or `requests lost: 10 of 44 requests`: without the prediction. */
function describe(
  figure: Figure,
  { hasName, words }: { hasName: boolean; words: ReportTexts['figures'] },
): string {
  const measured = renderFigure(figure).replace(/ \S*\(.*$/, '');
  const text = `${measured}${words.unit(figure.unit)}`;
  return hasName ? `${words.name(figure.name)}: ${text}` : text;
}

/** The worst client model decides. So few requests that none is lost by chance show nothing, and neither does one instance. */
const losesNothing: Shortfall = (mode, { trials, environment }, texts) => {
  const groups = groupTrials(trials).filter((group) => group.mode === mode);
  if (groups.length === 0 || environment.instances.length < 2) return undefined;
  const worst = Math.max(...groups.map(({ failureRate }) => failureRate.max));
  if (worst > 0) return texts.decide.lost(renderPercent(worst));
  return allAgree(groups.map(({ agrees }) => agrees)) === true ? '' : undefined;
};

/** If the instance that crashed had issued none of the credentials, the mode was not put to the test. */
const survivesCrash: Shortfall = (mode, document, texts) => {
  const missing = byFigures('crash', 0).shortfall(mode, document, texts);
  const found = findMode(mode);
  return missing === '' && found && diesWithInstance(found) ? undefined : missing;
};

/** A property of the mode, known from its axes, and besides no lost request. */
function byAxes(isObstacle: (mode: string) => boolean, word: 'usesRedis' | 'sharesSecret'): Criterion {
  const shortfall: Shortfall = (mode, document, texts) =>
    isObstacle(mode) ? texts.decide[word] : losesNothing(mode, document, texts);
  return { experiment: 'steady', shortfall };
}

const usesRedis = (mode: string) =>
  findMode(mode)?.state === 'redis' || findMode(mode)?.transaction === 'redis';
const columnFigures = (experiment: ExperimentName, column: number) =>
  experiments[experiment].columns[column]?.figures ?? [];

const criteria: Readonly<Record<Need, Criterion>> = {
  'no-loss': { experiment: 'steady', shortfall: losesNothing },
  'sign-in': byFigures('sign-in', 'all'),
  'instant-log-out': byFigures('revocation', 0, ['lived on', ...columnFigures('revocation', 1)]),
  'single-login': byFigures('single-login', 1),
  crash: { experiment: 'crash', shortfall: survivesCrash },
  deployment: byFigures('rolling-restart', 0, columnFigures('rolling-restart', 0)),
  'redis-crash': byFigures('redis-crash', 0, [usersLoggedOut]),
  'no-redis': byAxes(usesRedis, 'usesRedis'),
  'no-shared-secret': byAxes((mode) => findMode(mode)?.keys === 'shared', 'sharesSecret'),
};

/** A row a need: the modes that meet it, and the others, each with the figure that decides it. */
export function decisionTable(
  document: ReportDocument,
  texts: ReportTexts = reportTexts.en,
): ReportTable | undefined {
  if (document.trials.length === 0) return undefined;
  const { title, note, columns, needs, none, unmeasured } = texts.decide;
  const rows = Object.entries(criteria)
    .toSorted(([, a], [, b]) => experimentNames.indexOf(a.experiment) - experimentNames.indexOf(b.experiment))
    .map(([need, { experiment, shortfall }]) => {
      const judged = document.settings.modes.flatMap((mode) => {
        const missing = shortfall(mode, document, texts);
        return missing === undefined ? [] : [{ mode, missing }];
      });
      const met = judged.filter(({ missing }) => missing === '').map(({ mode }) => mode);
      const others = judged.filter(({ missing }) => missing !== '');
      const cells = [
        judged.length === 0 ? unmeasured(experiment) : met.join(', ') || none,
        others.map(({ mode, missing }) => `${mode} (${missing})`).join(', ') || '–',
      ];
      return { mode: needs[need as Need], cells: cells.map((text) => toCell([text])) };
    });
  return { title, note: [note], columns, rows };
}
