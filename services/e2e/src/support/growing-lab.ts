// A command for tests: a lab that scales out until a signal stops it.
import { once } from 'node:events';
import { startCluster } from '@scale-out-lab/launcher/cluster/cluster';
import { parseLauncherConfig } from '@scale-out-lab/launcher/config';
import { runCommand } from '@scale-out-lab/launcher/process/run-command';

await runCommand(async (signal) => {
  const cluster = await startCluster({ ...parseLauncherConfig(process.env), port: 0 });
  const growing = cluster.scaleTo(6).catch(() => {});
  process.stdout.write('growing\n');
  if (!signal.aborted) await once(signal, 'abort');
  process.stdout.write('stopping\n');
  await cluster.stop();
  await growing;
  return 0;
}, {});
