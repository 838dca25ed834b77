// Bundles the probe with its dependencies, so that the package installs without any other.
import { defineConfig } from 'vite';

export default defineConfig({
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: 'main.js',
    target: 'node20',
    // The licences of the bundled packages.
    license: { fileName: 'licenses.md' },
    rolldownOptions: { output: { entryFileNames: 'probe.js', banner: '#!/usr/bin/env node' } },
  },
});
