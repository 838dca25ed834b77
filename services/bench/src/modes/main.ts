// `npm run bench`: how fast one instance answers in each mode, beside its open route and beside peers.
import { parseLauncherConfig } from '@scale-out-lab/launcher/config';
import { runCommand } from '@scale-out-lab/launcher/process/run-command';
import { bench } from './bench.js';
import { parseOptions } from './options.js';
import { renderReport } from './render-report.js';

const say = (text: string) => process.stderr.write(`bench: ${text}\n`);

await runCommand(
  async (signal) => {
    const { isJson, ...settings } = parseOptions();
    const report = await bench(parseLauncherConfig(process.env), settings, { say, signal }).catch((error) => {
      // What is stopped half-way fails in some way or other.
      if (!signal.aborted) throw error;
    });
    if (!report) return 130;
    console.log(isJson ? JSON.stringify(report, null, 2) : renderReport(report));
    return report.isReached ? 0 : 99;
  },
  { hasNpm: 'npm_lifecycle_event' in process.env },
);
