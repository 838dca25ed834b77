// Bundles a server with its packages, from the folder of that server: Node loads one file in less than half of the time that 950 take.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const tracing = fileURLToPath(new URL('../api/dist/tracing/tracing.js', import.meta.url));

export default defineConfig({
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: 'dist/server',
    target: 'node20',
    sourcemap: true,
    rolldownOptions: {
      // `node --import` loads the tracing first, which changes Redis's client: both use the same.
      input: { main: 'dist/main.js', tracing },
      // A package of the provider calls eval.
      checks: { eval: false },
    },
  },
  plugins: [compiled()],
});

/** Source maps lead on to the TypeScript, from which the compiler made the modules of the lab. */
function compiled() {
  return {
    name: 'compiled',
    async load(id) {
      if (!/\/(services\/\w+|loadtest)\/dist\/.*\.js$/.test(id)) return undefined;
      const [code, map] = await Promise.all([readFile(id, 'utf8'), readFile(`${id}.map`, 'utf8')]);
      return { code, map: JSON.parse(map) };
    },
  };
}
