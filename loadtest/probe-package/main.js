// The entry of the package. vite.config.js puts it and all that it imports into one file.
import { runProbeCommand } from '../dist/probe/command.js';

await runProbeCommand('npx scale-out-probe');
