// The page as static files in dist/page, which the control room serves.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const outDir = `${import.meta.dirname}/dist/page`;

export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    // The policy of the page lets no inline data in but images.
    assetsInlineLimit: 0,
    modulePreload: false,
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [compressed()],
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
