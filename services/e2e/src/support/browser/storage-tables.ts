// The tables of docs/storage.md, rendered from the observations.
import { type AttackName, attacks, type Outcome } from './attacks.js';
import { type Observation, type PlaceName, places, type Question, questions } from './places.js';

type PlaceObservations = Partial<Record<PlaceName, Observation>>;
type AttackOutcomes = Readonly<Record<string, Partial<Record<AttackName, Outcome>>>>;

/** Questions down, places across: yes or no. */
export function renderPlaces(seen: PlaceObservations): string {
  const names = Object.keys(places) as PlaceName[];
  const rows = Object.entries(questions).map(([question, text]) => {
    const answers = names.map((name) => seen[name]?.[question as Question]);
    return [text, ...answers.map((answer) => (answer === undefined ? '?' : answer ? '**yes**' : 'no'))];
  });
  return renderTable(['', ...names], rows);
}

/** The outcome of a request that would log the user out, and of one that opens a page of the user. */
const loggingOut = {
  works: '**logs the user out**',
  'no cookie': 'the cookie is not sent',
  refused: 'refused (403)',
  'not JSON': 'the cookie is sent, but a form is not JSON (415)',
} as const satisfies Record<Outcome, string>;
const opening = { ...loggingOut, works: 'opens, logged in' };

/** Defences across, attacks down. */
export function renderAttacks(seen: AttackOutcomes): string {
  const names = Object.keys(attacks) as AttackName[];
  const rows = names.map((name) => {
    const words = attacks[name].route === 'me' ? opening : loggingOut;
    return [name, ...Object.values(seen).map((outcomes) => words[outcomes[name] ?? 'no cookie'])];
  });
  return renderTable(['', ...Object.keys(seen)], rows);
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The text with another table between `<!-- name -->` and the next empty line. */
export function withTable(text: string, name: string, table: string): string {
  const [before, after] = text.split(`<!-- ${name} -->\n`);
  if (after === undefined) throw new Error(`The text has no <!-- ${name} -->`);
  return `${before}<!-- ${name} -->\n${table}${after.slice(after.indexOf('\n\n'))}`;
}
