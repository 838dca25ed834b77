// The words by which a scene finds what it presses and waits for, from the texts of the page.
import { type Language, texts } from '@scale-out-lab/dashboard/texts';

export type { Language };

export const words = { en: wordsOf('en'), ko: wordsOf('ko') };
export type Words = ReturnType<typeof wordsOf>;

function wordsOf(language: Language) {
  const { journeyTexts, breakTexts, theftTexts } = texts[language];
  const seconds = '\u0002';
  return {
    logIn: journeyTexts.logIn.logIn,
    send: journeyTexts.send.send,
    /** While 100 requests are being sent. */
    fortySent: new RegExp(
      Array.from({ length: 10 }, (_, unit) => `^${journeyTexts.send.progress(40 + unit, 100)}`).join('|'),
    ),
    logInTwelve: breakTexts.crowd.logIn(12),
    askThem: breakTexts.crowd.check,
    eightOfTwelve: new RegExp(`^${breakTexts.crowd.count(8, 12)}`),
    allSteps: theftTexts.panel.allAtOnce,
    copyStillWorks: pattern(theftTexts.replay.works(seconds, 3, 3).split('3')[0] ?? '', seconds),
  };
}

/** A pattern of the text in which four to nine seconds stand at the mark. */
function pattern(text: string, mark: string): RegExp {
  return new RegExp(`^${text.replace(/[.()]/g, '\\$&').replace(mark, '[4-9]\\S*')}`);
}
