// The page that plays a recording, as one file: dist/replay/replay.html. `npm run record` puts a recording into it.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { Plugin, UserConfig } from 'vite';

const outDir = `${import.meta.dirname}/dist/replay`;

/** As the page is compiled. */
export const compiled = {
  root: import.meta.dirname,
  // How long the build takes is no news for who installs the lab.
  build: { target: 'es2022', rolldownOptions: { checks: { pluginTimings: false } } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
} as const satisfies UserConfig;

export default {
  ...compiled,
  configFile: false,
  publicDir: false,
  build: {
    ...compiled.build,
    outDir,
    emptyOutDir: true,
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: {
      ...compiled.build.rolldownOptions,
      input: `${import.meta.dirname}/replay.html`,
      output: { codeSplitting: false },
    },
  },
  plugins: [inOneFile()],
} satisfies UserConfig & { configFile: false };

/** Puts the script and the style sheet into the document, which a browser opens without a server. */
function inOneFile(): Plugin {
  return {
    name: 'in-one-file',
    async closeBundle() {
      const page = `${outDir}/replay.html`;
      const names = await readdir(`${outDir}/assets`);
      const read = async (ending: string) => {
        const name = names.find((each) => each.endsWith(ending)) ?? '';
        // An end tag within a script would end it.
        return (await readFile(`${outDir}/assets/${name}`, 'utf8')).replaceAll('</script', '<\\/script');
      };
      const [script, style] = [await read('.js'), await read('.css')];
      const html = (await readFile(page, 'utf8'))
        .replace(/<script type="module"[^>]*><\/script>/, () => `<script type="module">${script}</script>`)
        .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${style}</style>`);
      await writeFile(page, html);
      await rm(`${outDir}/assets`, { recursive: true });
    },
  };
}
