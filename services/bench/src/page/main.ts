// `npm run bench:page`: how fast the page loads, its frame rate, and whether it leaks memory.
import { exitCodes } from '@scale-out-lab/core';
import { startLabCluster } from '@scale-out-lab/launcher/cluster/lab-cluster';
import { parseLauncherConfig } from '@scale-out-lab/launcher/config';
import { runCommand } from '@scale-out-lab/launcher/process/run-command';
import { parseCommandLine } from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { launchBrowser } from '../browser/open-browser.js';
import { numberWithin } from '../number-within.js';
import { measureHeap } from './leak.js';
import { buildReport, renderReport } from './report.js';
import { measureRoom } from './room.js';
import { type Load, measureFirstVisits, measureUnderLoad } from './speed.js';

const say = (text: string) => process.stderr.write(`bench: ${text}\n`);
const visits = 9;

/** 300 requests a second leave the cores to the page; every request of it is a dot, up to the limit of the map. */
const fullMap: Load = {
  speed: 'slow',
  flightSeconds: 2.4,
  run: { experiments: ['rolling-restart'], faultRate: 300, faultRequests: 2000 },
};
/** As fast as the cluster can, so that the page has the rest of the cores. */
const experiment: Load = {
  speed: 'normal',
  flightSeconds: 0.9,
  run: { experiments: ['steady'], clients: ['pinned'], requests: 30_000, repeats: 1 },
};

await runCommand(async (signal) => {
  const { minutes, isJson } = parseOptions();
  const config = { ...parseLauncherConfig(process.env), tracingEnv: {} };
  say(
    `starting Redis, ${config.instances} instances, the OpenID provider, nginx and the control room on free ports`,
  );
  const { cluster, stop } = await startLabCluster({ ...config, address: '127.0.0.1', port: 0 });
  const browser = await launchBrowser().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  try {
    const { url } = cluster;
    say(`opening the page ${visits} times`);
    const firstVisits = await measureFirstVisits(browser, url, visits);
    say('counting frames with a full map, then while an experiment runs');
    const full = await measureUnderLoad(browser, url, fullMap);
    const busy = await measureUnderLoad(browser, url, experiment);
    say('counting the frames of a projector while thirty clients send requests');
    const room = await openRoom((url, hostKey) => measureRoom(browser, url, hostKey));
    say(`playing for ${minutes} min`);
    const heap = await measureHeap(browser, url, minutes, { say, signal });
    if (signal.aborted) return exitCodes.interrupted;
    const report = buildReport(
      { firstVisits, fullMap: full, experiment: busy, room, heap },
      browser.version(),
    );
    console.log(isJson ? JSON.stringify(report, null, 2) : renderReport(report));
    return report.isReached ? exitCodes.ok : exitCodes.disagreement;
  } catch (error) {
    // An interrupted run also fails with a meaningless error.
    if (signal.aborted) return exitCodes.interrupted;
    throw error;
  } finally {
    await browser.close();
    await stop();
  }
}, process.env);

/** A separate lab, which is open to a network, as long as it is used. */
async function openRoom<Result>(use: (url: string, hostKey: string) => Promise<Result>): Promise<Result> {
  const config = { ...parseLauncherConfig(process.env), tracingEnv: {}, address: '0.0.0.0', port: 0 };
  const { cluster, network, stop } = await startLabCluster(config);
  try {
    return await use(cluster.url, network?.hostKey ?? '');
  } finally {
    await stop();
  }
}

/** Ends the process when the flags are wrong (exit code 2, one sentence) or help is requested. */
function parseOptions(): { readonly minutes: number; readonly isJson: boolean } {
  const command = new Command('npm run bench:page --')
    .description('Measures how fast the page loads, its frame rate, and whether it leaks memory.')
    .option(
      '--minutes <n>',
      'how long it is played with while its heap is weighed, 1 to 60',
      numberWithin(1, 60),
      10,
    )
    .option('--json', 'print JSON instead of a table', false);
  const { json, ...options } = parseCommandLine(command).opts<{ minutes: number; json: boolean }>();
  return { ...options, isJson: json };
}
