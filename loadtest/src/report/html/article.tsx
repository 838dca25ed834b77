// The report in one language: the verdict, the charts, the tables, and how all of it was measured.

import type { ExperimentName, Language } from '@scale-out-lab/core';
import type { ReportDocument } from '@scale-out-lab/core/wire';
import { questionOf } from '../../experiments/index.js';
import { decisionTable } from '../decide.js';
import { describeMethod, environmentTable, figuresTable, findReasons, trialsTable } from '../details.js';
import {
  faultsTable,
  findMeasured,
  ratesTable,
  recoveryTable,
  scorecardTable,
  speedsTable,
} from '../tables.js';
import { type ReportTexts, reportTexts } from '../texts/index.js';
import { LatencyChart, RatesChart } from './rate-charts.js';
import { Strips } from './strips.js';
import { Table, TableSection } from './table.js';
import { Verdict } from './verdict.js';

interface ArticleProps {
  readonly document: ReportDocument;
  readonly language: Language;
}

/** A part of the contents; missing where the run has nothing for it. */
type Section = readonly [id: string, title: string, content: preact.JSX.Element] | undefined;

export function Article({ document, language }: ArticleProps) {
  const texts = reportTexts[language];
  const sections = findSections(document, language).flatMap((each) => (each ? [each] : []));
  return (
    <article lang={language}>
      <Verdict document={document} texts={texts} />
      <nav aria-label={texts.page.contents}>
        <h2>{texts.page.contents}</h2>
        <ul>
          {sections.map(([id, title]) => (
            <li>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      {sections.map(([, , content]) => content)}
    </article>
  );
}

function findSections(document: ReportDocument, language: Language): readonly Section[] {
  const texts = reportTexts[language];
  const { page } = texts;
  const { trials } = document;
  const rates = ratesTable(document, { texts });
  const faults = findMeasured(document, 'fault');
  const idOf = (name: string) => `${language}-${name}`;
  const tableSection = (name: string, table: ReturnType<typeof ratesTable>): Section =>
    table && [idOf(name), table.title, <TableSection id={idOf(name)} table={table} texts={texts} />];
  const chart = (name: string, title: string, note: string, content: preact.ComponentChildren): Section => [
    idOf(name),
    title,
    <section id={idOf(name)}>
      <h2>{title}</h2>
      <p class="quiet">{note}</p>
      {content}
    </section>,
  ];
  const measured = [...findMeasured(document, 'scored'), ...faults];
  return [
    tableSection('decide', decisionTable(document, texts)),
    rates && chart('chart', page.chart, page.chartNote, <RatesChart trials={trials} />),
    rates && chart('latency', page.latency, page.latencyNote, <LatencyChart trials={trials} />),
    faults.length === 0
      ? undefined
      : chart(
          'strips',
          page.strips,
          page.stripsNote,
          faults.map((name) => (
            <>
              <h3>{name}</h3>
              <p>{questionOf(name, language)}</p>
              <Strips trials={trials.filter(({ experiment }) => experiment === name)} texts={texts} />
            </>
          )),
        ),
    tableSection('rates', rates),
    tableSection('speeds', speedsTable(document, texts)),
    tableSection('scorecard', scorecardTable(document, texts)),
    tableSection('faults', faultsTable(document, { texts, hasLegend: true })),
    tableSection('recovery', recoveryTable(document, texts)),
    measured.length === 0
      ? undefined
      : chart(
          'figures',
          page.figures,
          page.figuresNote,
          measured.map((name) => <Experiment {...{ name, document, language, texts }} />),
        ),
    rates &&
      chart(
        'method',
        page.method,
        '',
        describeMethod(document, texts).map((paragraph) => <p>{paragraph}</p>),
      ),
    tableSection('where', environmentTable(document, texts)),
    tableSection('trials', trialsTable(document, texts)),
  ];
}

interface ExperimentProps extends ArticleProps {
  readonly name: ExperimentName;
  readonly texts: ReportTexts;
}

/** Every figure of every mode, and the reasons of the predictions. */
function Experiment({ name, document, language, texts }: ExperimentProps) {
  const trials = document.trials.filter(({ experiment }) => experiment === name);
  const table = figuresTable(name, trials, texts);
  return (
    <details>
      <summary>{name}</summary>
      <p>{questionOf(name, language)}</p>
      {table ? <Table table={table} /> : <p>{texts.page.unmeasurable}</p>}
      {table && <p>{texts.page.reasons}:</p>}
      <ul>
        {findReasons(trials, texts).map(({ names, text }) => (
          <li>
            <em>{names.join(', ')}</em> {text}
          </li>
        ))}
      </ul>
    </details>
  );
}
