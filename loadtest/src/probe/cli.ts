#!/usr/bin/env node
// The entry of `npm run probe`. The separate package has another: loadtest/probe-package/main.js.
import { runProbeCommand } from './command.js';

await runProbeCommand('npm run probe --');
