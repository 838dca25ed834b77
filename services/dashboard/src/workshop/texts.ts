// The texts of workshop, in the language of the view.
import { inViewLanguage } from '../state/view.js';
import { workshopTexts as en } from '../texts/en/workshop.js';
import { workshopTexts as ko } from '../texts/ko/workshop.js';

export const workshopTexts = inViewLanguage(en, ko);
