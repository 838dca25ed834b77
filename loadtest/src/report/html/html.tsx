// report.html: the report for a browser and for paper, in one file that runs no script and fetches nothing.
import { type Language, languages } from '@scale-out-lab/core';
import type { ReportDocument } from '@scale-out-lab/core/wire';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { reportTexts } from '../texts/index.js';
import { Article } from './article.js';
import { style } from './style.js';

const policy = "default-src 'none'; style-src 'unsafe-inline'";

/** In all languages. The radio buttons at its top switch between them, by style alone. @param language the one shown first */
export function renderHtml(document: ReportDocument, language: Language = 'en'): string {
  const page = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <title>{`Load test report of ${document.environment.date}`}</title>
        {/* The style is the report's own text; no text of a server is in it. */}
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        {languages.map((each) => (
          <>
            <input type="radio" name="language" id={each} checked={each === language} />
            <label for={each} lang={each}>
              {reportTexts[each].language}
            </label>
          </>
        ))}
        {languages.map((each) => (
          <Article document={document} language={each} />
        ))}
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToStaticMarkup(page)}\n`;
}
