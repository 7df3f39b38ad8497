import { posix, relative, sep } from 'node:path';

/**
 * Each room imports itself, the `files` and the `modules` listed here, and the packages below. A room that this table
 * does not know imports nothing.
 */
const rooms = [
  {
    room: 'src/protocol.ts',
    advice: 'protocol.ts imports nothing: declare the shape of the message in it.',
  },
  {
    room: 'src/core',
    modules: ['node'],
    advice:
      'The core imports only itself and Node: take a function or a value as a parameter, and pass it in from src/host.',
  },
  {
    room: 'src/webview',
    files: ['src/protocol.ts'],
    advice:
      'The panel imports only itself and protocol.ts: have the host compute it and post it as part of PanelState.',
  },
  {
    room: 'src/host',
    files: ['src/core', 'src/protocol.ts'],
    modules: ['node', 'vscode'],
    advice:
      'The host imports itself, the core and protocol.ts: talk to the panel by messages, and take what extension.ts builds as a parameter.',
  },
  {
    room: 'src/extension.ts',
    files: ['src/host'],
    modules: ['vscode'],
    advice: 'extension.ts only puts the pieces of the host together: move the work into src/host.',
  },
];

/** The folders that may import a package. A package is known in one place, so that it can be replaced, and loads late. */
const packages = {
  '#platform': ['src/core'],
  '@anthropic-ai/sdk': ['src/core/api'],
  '@babel/parser': ['src/core/docs'],
  '@expo-google-fonts/open-sans': ['src/core/image'],
  '@jimp/core': ['src/core/image'],
  '@jsquash/avif': ['src/core/image'],
  '@jsquash/webp': ['src/core/image'],
  '@resvg/resvg-wasm': ['src/core/image'],
  dompurify: ['src/webview'],
  entities: ['src/core/docs'],
  'eventsource-parser': ['src/core/api'],
  'fastest-levenshtein': ['src/core/docs'],
  ignore: ['src/host/docs'],
  'jsonc-parser': ['src/core/docs'],
  'libheif-js': ['src/core/image'],
  lit: ['src/webview'],
  'markdown-it': ['src/core/docs', 'src/webview'],
  undici: ['src/host/network'],
  valibot: ['src/core', 'src/host'],
  'xxhash-wasm': ['src/core/image'],
};

/** Reports every import that leads out of its room, types and `import()` included. */
export const imports = {
  create(context) {
    const file = relative(context.cwd, context.filename).replaceAll(sep, '/');
    const check = (source) => {
      if (!source) return;
      const problem = typeof source.value === 'string' ? wrong(file, source.value) : COMPUTED;
      if (problem) context.report({ node: source, message: problem });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source),
      CallExpression: ({ callee, arguments: [argument] }) => callee.name === 'require' && check(argument),
    };
  },
};

const COMPUTED = 'Write the path of an import as a literal, so that this rule and the bundler can follow it.';

function wrong(file, specifier) {
  const room = rooms.find((one) => within(file, one.room));
  if (!room) return `${file} stands in no room: add one to scripts/lint/imports.js.`;
  const { files = [], modules = [], advice } = room;
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(file), specifier);
    return [room.room, ...files].some((allowed) => within(target, allowed)) ? undefined : advice;
  }
  if (specifier === 'vscode' || specifier.startsWith('node:'))
    return modules.includes(specifier.split(':')[0]) ? undefined : advice;
  const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
  const homes = packages[name];
  if (!homes)
    return `Add ${name} to the packages in scripts/lint/imports.js, with the folder that may import it.`;
  if (homes.some((home) => within(file, home))) return undefined;
  return `Only ${homes.join(' and ')} may import ${name}: call a function of that folder.`;
}

function within(path, folder) {
  return path === folder || path.startsWith(`${folder}/`);
}
