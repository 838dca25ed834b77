// The texts of page, in the language of the view.
import { inViewLanguage } from '../state/view.js';
import { pageTexts as en } from '../texts/en/page.js';
import { pageTexts as ko } from '../texts/ko/page.js';

export const pageTexts = inViewLanguage(en, ko);
