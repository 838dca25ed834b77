// The report as data: what `--json` prints and report.json holds.
import type { ReportDocument } from '@scale-out-lab/core/wire';

export type {
  Environment,
  FailedTrial,
  ReportDocument,
  Settings,
  SkippedExperiment,
} from '@scale-out-lab/core/wire';

export function renderJson(document: ReportDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
