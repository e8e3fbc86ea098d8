/**
 * Builds everything that is shipped: `node esbuild.mjs [--production] [--watch] [--only=name,…]`.
 * What only some sessions need (the Kafka client, the fake data, YAML, the linter's parser) is a bundle of its own, loaded
 * on first use.
 */
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { context } from 'esbuild';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);

/** Dynamic imports of these become a `require` of their own bundle beside the importer. */
const lazyChunks = [
  { chunk: 'kafkaClient', filter: /\/library\.ts$/ },
  { chunk: 'faker', filter: /^@faker-js\/faker/ },
  { chunk: 'yaml', filter: /^yaml$/ },
  { chunk: 'treeSitter', filter: /^@vscode\/tree-sitter-wasm$/ },
  { chunk: 'lint', filter: /\/runLint\.ts$/ },
];

/** What the linter's parser loads on first need, beside its bundle. */
const parsers = 'node_modules/@vscode/tree-sitter-wasm/wasm';
const languages = [
  'c-sharp',
  'go',
  'java',
  'javascript',
  'php',
  'python',
  'ruby',
  'rust',
  'tsx',
  'typescript',
];
const grammars = [
  `${parsers}/tree-sitter.wasm`,
  ...languages.map((language) => `${parsers}/tree-sitter-${language}.wasm`),
  'node_modules/@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm',
];
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const common = {
  bundle: true,
  outdir: 'dist',
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  metafile: true,
};

const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  outExtension: { '.js': '.cjs' },
  // The host runs our files as CommonJS: lazy imports become lazy requires.
  supported: { 'dynamic-import': false },
  // The Kafka client reads a .wasm file beside itself unless it gets the form with the bytes inside.
  // jsonc-parser's CommonJS form asks for its parts in a way that no bundler sees.
  alias: {
    '@platformatic/wasm-utils': '@platformatic/wasm-utils/bundled',
    'jsonc-parser': 'jsonc-parser/lib/esm/main.js',
  },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: { 'import.meta.url': 'importMetaUrl', 'import.meta.main': 'false' },
  loader: { '.wasm': 'binary' },
};

const builds = {
  extension: {
    ...node,
    entryPoints: { extension: 'src/extension.ts' },
    external: ['vscode'],
    plugins: [lazyBundles()],
  },
  kafkaClient: {
    ...node,
    entryPoints: { kafkaClient: 'src/client/library.ts' },
    plugins: [shakable('/node_modules/@platformatic/kafka/')],
  },
  lint: {
    ...node,
    entryPoints: { lint: 'src/lint/runLint.ts' },
    define: { ...node.define, 'process.env.EDDY_VERSION': JSON.stringify(version) },
    plugins: [lazyBundles('treeSitter')],
  },
  lintWorker: {
    ...node,
    entryPoints: { lintWorker: 'src/lint/worker.ts' },
    plugins: [lazyBundles('treeSitter')],
  },
  yaml: { ...node, entryPoints: { yaml: 'node_modules/yaml/dist/index.js' } },
  faker: { ...node, entryPoints: { faker: 'node_modules/@faker-js/faker/dist/locale/en.js' } },
  worker: { ...node, entryPoints: { worker: 'src/server/worker.ts' } },
  cli: {
    ...node,
    entryPoints: { cli: 'src/server/cli.ts' },
    banner: { js: `#!/usr/bin/env node\n${node.banner.js}` },
    define: { ...node.define, 'import.meta.main': 'true' },
    plugins: [lazyBundles()],
  },
  webview: {
    ...common,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    entryPoints: { webview: 'webview/main.ts' },
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
  },
};

const wanted = only === undefined ? Object.keys(builds) : only.split(',');
for (const name of wanted) {
  const build = builds[name];
  if (build === undefined) {
    fail(`no bundle is called ${name}; there are: ${Object.keys(builds).join(', ')}`);
  }
  for (const entry of Object.values(build.entryPoints)) {
    if (!existsSync(entry)) {
      fail(`${entry}, the entry of dist/${name}, is missing`);
    }
  }
}

if (only === undefined && !watch) {
  await rm('dist', { recursive: true, force: true });
}
if (wanted.some((name) => name.startsWith('lint'))) {
  // As it is: bundled, the parser does not find Node's require any more.
  await mkdir('dist', { recursive: true });
  await copyFile(`${parsers}/tree-sitter.js`, 'dist/treeSitter.cjs');
  await mkdir('dist/grammars', { recursive: true });
  await Promise.all(grammars.map((file) => copyFile(file, `dist/grammars/${basename(file)}`)));
}
const contexts = await Promise.all(wanted.map((name) => context(builds[name])));
if (watch) {
  await Promise.all(contexts.map((one) => one.watch()));
  console.log(`watching: ${wanted.join(', ')}`);
} else {
  await Promise.all(contexts.map(buildOnce));
}

async function buildOnce(one) {
  try {
    const { metafile } = await one.rebuild();
    for (const file of Object.keys(metafile.outputs).filter((name) => !name.endsWith('.map'))) {
      console.log(`${file}  ${Math.round((await stat(file)).size / 1024)} KB`);
    }
  } catch (error) {
    fail(error.errors === undefined ? String(error) : `${error.errors.length} errors`);
  } finally {
    await one.dispose();
  }
}

/** All of them, or those named: the others become part of the bundle where they are imported as usual. */
function lazyBundles(...names) {
  return {
    name: 'lazy-bundles',
    setup(build) {
      const chunks = lazyChunks.filter(({ chunk }) => names.length === 0 || names.includes(chunk));
      for (const { chunk, filter } of chunks) {
        build.onResolve({ filter }, ({ kind, path }) => {
          if (kind === 'dynamic-import') {
            return { path: `./${chunk}.cjs`, external: true };
          }
          return { errors: [{ text: `${path} belongs to a lazy bundle: import it with import()` }] };
        });
      }
    },
  };
}

/** The library does not say that its modules may be left out when nobody uses them; they may. */
function shakable(folder) {
  return {
    name: 'shakable',
    setup(build) {
      build.onResolve({ filter: /.*/ }, async ({ path, pluginData, ...rest }) => {
        if (pluginData === 'seen') {
          return undefined;
        }
        const resolved = await build.resolve(path, { ...rest, pluginData: 'seen' });
        return resolved.path.includes(folder) ? { ...resolved, sideEffects: false } : resolved;
      });
    },
  };
}

function fail(reason) {
  console.error(`build failed: ${reason}`);
  process.exit(1);
}
