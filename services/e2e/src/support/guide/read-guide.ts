// Reads the workshop guide as a program: the acts and the promises of each step, in the order of its words.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Language } from '@scale-out-lab/core';
import { type Order, type Repeat, verbs } from './verbs.js';

/** The words of one task or promise, and their meaning. */
interface Passage {
  readonly words: string;
  readonly orders: readonly Order[];
}

export interface GuideStep {
  readonly title: string;
  /** That the page shows from the beginning. */
  readonly modes: readonly string[];
  /** The acts of the instructor, then those of everyone, one task after the other. */
  readonly tasks: readonly Passage[];
  /** The results that everyone has seen in the end. */
  readonly see: Passage;
  /** Sentences in which no verb is known. */
  readonly unread: readonly string[];
}

/** A step that the page has, too. */
interface NumberedStep extends GuideStep {
  readonly number: number;
}

/** The file of the guide, and its headings. */
const guides: Readonly<Record<Language, Readonly<Record<'file' | 'say' | 'see', string>>>> = {
  en: { file: 'steps.md', say: 'Say', see: 'See' },
  ko: { file: 'steps.ko.md', say: '진행 멘트', see: '확인할 것' },
};

export function readGuide(language: Language): readonly NumberedStep[] {
  return sectionsOf(language)
    .filter((section) => /^\d+\. /.test(section))
    .map((section) => {
      const [head = '', , modes = ''] = section.split('\n');
      const [, number, title = ''] = /^(\d+)\. (.+)$/.exec(head) ?? [];
      return {
        number: Number(number),
        modes: [...modes.matchAll(/`(.+?)`/g)].map(([, mode = '']) => mode),
        ...readStep(title, section.slice(head.length), language),
      };
    });
}

/** The steps that the page leaves out. Each names its modes in its tasks. */
export function readFurtherSteps(language: Language): readonly GuideStep[] {
  return sectionsOf(language).flatMap((section) =>
    section
      .split(/^### /m)
      .slice(1)
      .map((text) => {
        const [title = ''] = text.split('\n');
        return { modes: [], ...readStep(title, text, language) };
      }),
  );
}

function readStep(title: string, text: string, language: Language) {
  const { say, see } = guides[language];
  const paragraph = (name: string) => new RegExp(`^\\*\\*${name}:\\*\\* (.+)$`, 'm').exec(text)?.[1] ?? '';
  const tasks = [...text.matchAll(/^\d+\. (.+)$/gm)].map(([, task = '']) => task);
  const passages: ReturnType<typeof readPassage>[] = [];
  for (const words of [paragraph(say), ...tasks, paragraph(see)])
    passages.push(readPassage(words, language, passages.at(-1)?.orders));
  return {
    title,
    tasks: passages.slice(0, -1),
    see: passages.at(-1) as Passage,
    unread: passages.slice(1).flatMap(({ unread }) => unread),
  };
}

function sectionsOf(language: Language): readonly string[] {
  const path = `../../../../../docs/workshop/${guides[language].file}`;
  return readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8').split(/^## /m);
}

/** @param before the orders of the passage before */
function readPassage(
  words: string,
  language: Language,
  before: readonly Order[] = [],
): Passage & { readonly unread: readonly string[] } {
  const found: {
    readonly from: number;
    readonly to: number;
    readonly orders: readonly (Order | Repeat)[];
  }[] = [];
  for (const [form, ordersOf] of verbs[language])
    for (const match of words.matchAll(new RegExp(form, 'g'))) {
      const [from, to] = [match.index, match.index + match[0].length];
      if (found.some((other) => from < other.to && other.from < to)) continue;
      found.push({ from, to, orders: [ordersOf(...match.slice(1))].flat() });
    }
  const unread = [...words.matchAll(/\S.*?(?:[.!?](?= |$)|$)/g)].filter(
    ({ index, 0: { length } }) => !found.some(({ from, to }) => from < index + length && index < to),
  );
  const orders = found
    .sort((one, other) => one.from - other.from)
    .flatMap((each) => each.orders)
    .flatMap((order) => ('repeatIn' in order ? repeat(before, order) : order));
  return { words, orders, unread: unread.map(([sentence]) => sentence) };
}

/** The acts alone: the passage has its own promises for the other mode. */
function repeat(before: readonly Order[], { repeatIn }: Repeat): readonly Order[] {
  const acts = before.filter((order) => 'do' in order);
  return acts.map((act) => (act.do === 'change mode' ? { ...act, name: repeatIn } : act));
}
