// The guide of the instructor matches the page: each step, its time, and the words on the buttons.
import { describe, expect, it } from 'vitest';
import sheetsKo from '../../../../docs/workshop/README.ko.md?raw';
import sheetsEn from '../../../../docs/workshop/README.md?raw';
import stepsKo from '../../../../docs/workshop/steps.ko.md?raw';
import stepsEn from '../../../../docs/workshop/steps.md?raw';
import { choose } from '../state/view.js';
import { steps, textsOf } from './steps.js';

const guides = [
  { language: 'en', guide: stepsEn, sheets: sheetsEn },
  { language: 'ko', guide: stepsKo, sheets: sheetsKo },
] as const;

describe.each(guides)('the guide in $language', ({ language, guide, sheets }) => {
  const sections = guide.split(/^## /m);

  it.each(steps.map((step, index) => [index + 1, step] as const))(
    'has step %d as the page has it',
    (number, step) => {
      choose({ language });
      const { title, question, tasks, answer, lesson } = textsOf(step, 3);
      const section = sections.find((each) => each.startsWith(`${number}. ${title}\n`));
      const modes = [step.mode, step.versus].flatMap((mode) => (mode ? `\`${mode}\`` : [])).join(', ');
      expect(section).toMatch(new RegExp(`^${modes} · ${step.minutes} ?\\S+$`, 'm'));
      // The first sentence of the last answer counts the modes, which a new mode changes.
      const theory = step.name === 'measure' ? answer.replace(/^.+?\. /, '') : answer;
      for (const text of [question, theory, lesson]) expect(section).toContain(` ${text}\n`);
      const numbered = Object.values(tasks).map((task, index) => `${index + 1}. ${task}\n`);
      expect(section).toContain(numbered.join(''));
      expect(section).toMatch(/<details><summary>.+<\/summary>\n\n.+\n\n<\/details>/);
    },
  );

  it.each([1, 2, 3])('has no gap in run sheet %d, which ends with slack', (column) => {
    const rows = [...sheets.matchAll(/^\| (.+) \| (.+) \| (.+) \| (.+) \|$/gm)];
    const spans = rows.flatMap((row) => /^(\d+)–(\d+)$/.exec(row[column + 1] ?? '') ?? []);
    const times = Array.from({ length: spans.length / 3 }, (_, index) => [
      Number(spans[3 * index + 1]),
      Number(spans[3 * index + 2]),
    ]);
    expect(times[0]?.[0]).toBe(0);
    for (const [index, [from]] of times.entries()) if (index > 0) expect(from).toBe(times[index - 1]?.[1]);
    expect(times.at(-1)?.[1]).toBe(column * 30);
  });

  it('gives each step of the hour the time on the page', () => {
    for (const [index, { minutes }] of steps.entries()) {
      const [, from, to] =
        new RegExp(`^\\| \\[${index + 1}\\][^|]*\\| [^|]+ \\| (\\d+)–(\\d+) \\|`, 'm').exec(sheets) ?? [];
      expect(Number(to) - Number(from)).toBe(minutes);
    }
  });
});
