// From the text of a report.json to a report, checked against the published schema.
import { type ReportDocument, reportDocument } from '@scale-out-lab/core/wire';
import Schema from 'typebox/schema';

/** Undefined if it is not a complete report of this schema version. */
export function parseReport(text: string): ReportDocument | undefined {
  const report = parseJson(text);
  return Schema.Check(reportDocument, report) ? (report as ReportDocument) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
