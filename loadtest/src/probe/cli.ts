#!/usr/bin/env node
// The entry of `npm run probe`. The package of its own has another: loadtest/probe-package/main.js.
import { runProbeCommand } from './command.js';

await runProbeCommand('npm run probe --');
