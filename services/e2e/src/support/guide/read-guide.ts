// Reads the workshop guide as a program: the acts and the promises of each step, in the order of its words.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Language } from '../browser/page-test.js';
import { type Order, verbs } from './verbs.js';

/** The words of one task or promise, and what they mean. */
export interface Passage {
  readonly words: string;
  readonly orders: readonly Order[];
}

export interface GuideStep {
  readonly number: number;
  readonly title: string;
  readonly modes: readonly string[];
  /** What the instructor does first, then what everyone does, one task after the other. */
  readonly tasks: readonly Passage[];
  /** What everyone has seen in the end. */
  readonly see: Passage;
  /** Sentences in which no verb is known. */
  readonly unread: readonly string[];
}

/** The file of the guide, and its headings. */
const guides: Readonly<Record<Language, Readonly<Record<'file' | 'say' | 'see', string>>>> = {
  en: { file: 'steps.md', say: 'Say', see: 'See' },
  ko: { file: 'steps.ko.md', say: '진행 멘트', see: '확인할 것' },
};

/** The steps that the page has, too. */
export function readGuide(language: Language): readonly GuideStep[] {
  const { say, see } = guides[language];
  return sectionsOf(language)
    .filter((section) => /^\d+\. /.test(section))
    .map((section) => {
      const paragraph = (name: string) =>
        new RegExp(`^\\*\\*${name}:\\*\\* (.+)$`, 'm').exec(section)?.[1] ?? '';
      const [head = '', , modes = ''] = section.split('\n');
      const [, number, title = ''] = /^(\d+)\. (.+)$/.exec(head) ?? [];
      const tasks = [...section.matchAll(/^\d+\. (.+)$/gm)].slice(1).map(([, task = '']) => task);
      const passages = [paragraph(say), ...tasks, paragraph(see)].map((words) =>
        readPassage(words, language),
      );
      return {
        number: Number(number),
        title,
        modes: [...modes.matchAll(/`(.+?)`/g)].map(([, mode = '']) => mode),
        tasks: passages.slice(0, -1),
        see: passages.at(-1) as Passage,
        unread: passages.slice(1).flatMap(({ unread }) => unread),
      };
    });
}

function sectionsOf(language: Language): readonly string[] {
  const path = `../../../../../docs/workshop/${guides[language].file}`;
  return readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8').split(/^## /m);
}

function readPassage(words: string, language: Language): Passage & { readonly unread: readonly string[] } {
  const found: { readonly from: number; readonly to: number; readonly order: Order }[] = [];
  for (const [form, order] of verbs[language])
    for (const match of words.matchAll(new RegExp(form, 'g'))) {
      const [from, to] = [match.index, match.index + match[0].length];
      if (found.some((other) => from < other.to && other.from < to)) continue;
      found.push({ from, to, order: order(...match.slice(1)) });
    }
  const unread = [...words.matchAll(/\S.*?(?:[.!?](?= |$)|$)/g)].filter(
    ({ index, 0: { length } }) => !found.some(({ from, to }) => from < index + length && index < to),
  );
  const orders = found.sort((one, other) => one.from - other.from).map(({ order }) => order);
  return { words, orders, unread: unread.map(([sentence]) => sentence) };
}
