// The page as static files in dist/page, which the control room serves; and the page that plays a recording.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, defineConfig, type Plugin } from 'vite';
import replay, { compiled } from './vite.replay.config.ts';

const outDir = `${import.meta.dirname}/dist/page`;

export default defineConfig({
  ...compiled,
  build: {
    ...compiled.build,
    outDir,
    emptyOutDir: true,
    // The policy of the page lets no inline data in but images.
    assetsInlineLimit: 0,
    modulePreload: false,
  },
  plugins: [compressed(), withReplay()],
});

/** Beside each script and style sheet the same in the two codings that browsers take. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    async closeBundle() {
      for (const name of await readdir(`${outDir}/assets`)) {
        const path = `${outDir}/assets/${name}`;
        const content = await readFile(path);
        await writeFile(`${path}.br`, brotliCompressSync(content));
        await writeFile(`${path}.gz`, gzipSync(content));
      }
    },
  };
}

/** Of the same sources, and built with the page. */
function withReplay(): Plugin {
  return {
    name: 'with-replay',
    closeBundle: async () => void (await build({ ...replay, logLevel: 'warn' })),
  };
}
