// What each experiment asks, in the language of the view. The server's own sentences are English.
import type { ExperimentView } from '@scale-out-lab/core/wire';
import { experimentsTexts } from './texts.js';

export function questionOf({ name, question }: Pick<ExperimentView, 'name' | 'question'>): string {
  return (experimentsTexts().questions as Readonly<Record<string, string>>)[name] ?? question;
}
