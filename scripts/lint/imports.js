import { posix, relative, sep } from 'node:path';

/**
 * Each room imports itself, the `files` and the `modules` listed here, and the packages below. A file belongs to the
 * first room that holds it; one that no room holds imports nothing.
 */
const rooms = [
  {
    room: 'src/protocol.ts',
    advice: 'protocol.ts imports nothing: declare the shape of the message in it.',
  },
  {
    room: 'src/reviewProtocol.ts',
    advice: 'reviewProtocol.ts imports nothing: declare the shape of the message in it.',
  },
  {
    room: 'src/core/platform/node',
    files: ['src/core'],
    modules: ['node'],
    advice: 'The functions of a platform import only the core and what the platform has.',
  },
  {
    room: 'src/core',
    advice:
      'The core imports only itself: take a function or a value as a parameter, and pass it in from src/host. What Node and the browser do differently belongs into src/core/platform.',
  },
  {
    room: 'src/diagram',
    advice: 'src/diagram is Mermaid, for the host and the panel: it imports neither of them.',
  },
  {
    room: 'src/webview',
    files: ['src/protocol.ts', 'src/reviewProtocol.ts', 'src/diagram'],
    advice:
      'The panel imports only itself and protocol.ts: have the host compute it and post it as part of PanelState.',
  },
  {
    room: 'src/host',
    files: ['src/core', 'src/protocol.ts', 'src/reviewProtocol.ts', 'src/diagram'],
    modules: ['node', 'vscode'],
    advice:
      'The host imports itself, the core and protocol.ts: talk to the panel by messages, and take what extension.ts builds as a parameter.',
  },
  {
    room: 'src/cli',
    files: ['src/core'],
    modules: ['node'],
    advice:
      'The command line imports itself, the core and Node: what the editor needs as well belongs into the core.',
  },
  {
    room: 'src/extension.ts',
    files: ['src/host'],
    modules: ['vscode'],
    advice: 'extension.ts only puts the pieces of the host together: move the work into src/host.',
  },
];

/** The packages that a folder may import. A package is known in one place, so that it can be replaced, and loads late. */
const packages = {
  'src/core': ['valibot'],
  'src/core/api': ['@anthropic-ai/sdk', 'eventsource-parser'],
  'src/core/docs': [
    ...['@babel/parser', 'entities', 'fastest-levenshtein', 'ignore', 'jsonc-parser', 'markdown-it', 'yaml'],
    ...['mdast', 'mdast-util-from-markdown', 'mdast-util-gfm', 'mdast-util-math', 'mdast-util-to-markdown'],
    ...['micromark-extension-gfm', 'micromark-extension-math', 'unist-util-visit'],
  ],
  'src/core/extract': [
    ...['ajv', 'jsonc-parser', 'papaparse', 'mdast', 'mdast-util-from-markdown', 'mdast-util-gfm'],
    ...['mdast-util-to-markdown', 'mdast-util-to-string', 'micromark-extension-gfm', 'unist-util-visit'],
  ],
  'src/core/image': [
    ...['@cornerstonejs/codec-libjpeg-turbo-8bit', '@jimp/core', '@jsquash/avif', '@jsquash/webp'],
    ...['libheif-js', 'xxhash-wasm'],
    ...['@resvg/resvg-wasm', '@expo-google-fonts/open-sans'],
    ...['saxes', 'domhandler', 'dom-serializer', 'css-select', 'css-what', 'entities'],
    ...['@csstools/css-calc', '@csstools/css-color-parser', '@csstools/css-parser-algorithms'],
    '@csstools/css-tokenizer',
  ],
  'src/cli': ['diff', 'valibot'],
  'src/host': ['valibot'],

  'src/host/network': ['undici'],
  'src/cli/write': ['undici'],
  'src/diagram': ['mermaid', 'dompurify'],
  'src/webview/review': ['@lit-labs/virtualizer'],
  'src/webview': ['@vscode/l10n', 'dompurify', 'lit', 'markdown-it'],
  'src/webview/answer/code': [
    ...['@lezer/common', '@lezer/highlight', '@codemirror/language', '@codemirror/legacy-modes'],
    ...['@lezer/cpp', '@lezer/css', '@lezer/go', '@lezer/html', '@lezer/java', '@lezer/javascript'],
    ...['@lezer/json', '@lezer/markdown', '@lezer/php', '@lezer/python', '@lezer/rust', '@lezer/sass'],
    ...['@lezer/xml', '@lezer/yaml'],
  ],
  'src/webview/answer/diagram': ['mermaid'],
  'src/webview/answer/formula': ['temml'],
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
  if (/^[.#]/.test(specifier)) {
    const target = specifier.startsWith('#')
      ? aliased(specifier)
      : posix.join(posix.dirname(file), specifier);
    return [room.room, ...files].some((allowed) => within(target, allowed)) ? undefined : advice;
  }
  if (specifier === 'vscode' || specifier.startsWith('node:'))
    return modules.includes(specifier.split(':')[0]) ? undefined : advice;
  const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
  const homes = Object.keys(packages).filter((folder) => packages[folder].includes(name));
  if (homes.some((home) => within(file, home))) return undefined;
  if (homes.length === 0)
    return `Add ${name} to the packages in scripts/lint/imports.js, under the folder that may import it.`;
  return `Only ${homes.join(' and ')} may import ${name}: call a function of that folder.`;
}

/** As the field `imports` of package.json has it. */
function aliased(specifier) {
  return specifier.replace(/^#platform\//, 'src/core/platform/');
}

function within(path, folder) {
  return path === folder || path.startsWith(`${folder}/`);
}
