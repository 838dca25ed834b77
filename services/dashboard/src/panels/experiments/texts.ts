// The texts of experiments, in the language of the view.
import { inViewLanguage } from '../../state/texts.js';
import { experimentsTexts as en } from '../../texts/en/experiments.js';
import { experimentsTexts as ko } from '../../texts/ko/experiments.js';

export const experimentsTexts = inViewLanguage(en, ko);
