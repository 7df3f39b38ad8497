import { StreamLanguage, type StreamParser } from '@codemirror/language';
import type { Parser } from '@lezer/common';

/**
 * The parser of a language as a fence names it; undefined for an unknown name. Each is loaded on first use.
 */
export function parserFor(name: string): Promise<Parser | undefined> {
  const key = name.toLowerCase();
  const found = parsers.get(key) ?? load(key);
  parsers.set(key, found);
  return found;
}

const parsers = new Map<string, Promise<Parser | undefined>>();

async function load(key: string): Promise<Parser | undefined> {
  const row = languages.find(({ names }) => names.split('|').includes(key));
  return row?.parser();
}

interface Language {
  /** As fences name it, between bars. */
  readonly names: string;
  readonly parser: () => Promise<Parser>;
}

function stream(mode: Promise<StreamParser<unknown>>): Promise<Parser> {
  return mode.then((one) => StreamLanguage.define(one).parser);
}

const script =
  (...dialects: readonly string[]) =>
  () =>
    import('@lezer/javascript').then(({ parser }) => parser.configure({ dialect: dialects.join(' ') }));
const clike = () => import('@codemirror/legacy-modes/mode/clike');

const languages: readonly Language[] = [
  { names: 'js|javascript|jsx|mjs|cjs|node', parser: script('jsx') },
  { names: 'ts|typescript|mts|cts', parser: script('ts') },
  { names: 'tsx', parser: script('jsx', 'ts') },
  { names: 'py|python|python3|pyi', parser: () => import('@lezer/python').then((it) => it.parser) },
  { names: 'json|jsonc|json5|jsonl|geojson', parser: () => import('@lezer/json').then((it) => it.parser) },
  { names: 'css', parser: () => import('@lezer/css').then((it) => it.parser) },
  {
    names: 'scss|less',
    parser: () => import('@lezer/sass').then(({ parser }) => parser.configure({ dialect: 'scss' })),
  },
  { names: 'sass', parser: () => import('@lezer/sass').then((it) => it.parser) },
  { names: 'html|htm|xhtml|vue|svelte|astro', parser: html },
  {
    names: 'xml|svg|xsd|xsl|xslt|plist|xaml|rss',
    parser: () => import('@lezer/xml').then((it) => it.parser),
  },
  { names: 'yaml|yml', parser: () => import('@lezer/yaml').then((it) => it.parser) },
  { names: 'java', parser: () => import('@lezer/java').then((it) => it.parser) },
  { names: 'c|h|cpp|c++|cc|cxx|hpp|hxx|ino', parser: () => import('@lezer/cpp').then((it) => it.parser) },
  { names: 'rs|rust', parser: () => import('@lezer/rust').then((it) => it.parser) },
  { names: 'go|golang', parser: () => import('@lezer/go').then((it) => it.parser) },
  { names: 'php', parser: () => import('@lezer/php').then((it) => it.parser) },
  { names: 'md|markdown|mdx|qmd', parser: () => import('@lezer/markdown').then((it) => it.parser) },
  { names: 'cs|csharp|c#', parser: () => stream(clike().then((it) => it.csharp)) },
  { names: 'kt|kotlin|kts', parser: () => stream(clike().then((it) => it.kotlin)) },
  { names: 'scala', parser: () => stream(clike().then((it) => it.scala)) },
  { names: 'dart', parser: () => stream(clike().then((it) => it.dart)) },
  { names: 'objc|objective-c|m', parser: () => stream(clike().then((it) => it.objectiveC)) },
  { names: 'glsl|hlsl|shader', parser: () => stream(clike().then((it) => it.shader)) },
  {
    names: 'sh|bash|shell|zsh|fish|console|shellscript|ksh',
    parser: () => stream(import('@codemirror/legacy-modes/mode/shell').then((it) => it.shell)),
  },
  {
    names: 'ps|powershell|ps1|pwsh',
    parser: () => stream(import('@codemirror/legacy-modes/mode/powershell').then((it) => it.powerShell)),
  },
  {
    names: 'sql|mysql|postgresql|postgres|plsql|tsql|sqlite',
    parser: () => stream(import('@codemirror/legacy-modes/mode/sql').then((it) => it.standardSQL)),
  },
  {
    names: 'rb|ruby',
    parser: () => stream(import('@codemirror/legacy-modes/mode/ruby').then((it) => it.ruby)),
  },
  {
    names: 'swift',
    parser: () => stream(import('@codemirror/legacy-modes/mode/swift').then((it) => it.swift)),
  },
  { names: 'lua', parser: () => stream(import('@codemirror/legacy-modes/mode/lua').then((it) => it.lua)) },
  {
    names: 'pl|perl',
    parser: () => stream(import('@codemirror/legacy-modes/mode/perl').then((it) => it.perl)),
  },
  { names: 'r', parser: () => stream(import('@codemirror/legacy-modes/mode/r').then((it) => it.r)) },
  {
    names: 'julia|jl',
    parser: () => stream(import('@codemirror/legacy-modes/mode/julia').then((it) => it.julia)),
  },
  {
    names: 'hs|haskell',
    parser: () => stream(import('@codemirror/legacy-modes/mode/haskell').then((it) => it.haskell)),
  },
  {
    names: 'clj|clojure|edn',
    parser: () => stream(import('@codemirror/legacy-modes/mode/clojure').then((it) => it.clojure)),
  },
  {
    names: 'groovy|gradle',
    parser: () => stream(import('@codemirror/legacy-modes/mode/groovy').then((it) => it.groovy)),
  },
  {
    names: 'dockerfile|docker',
    parser: () => stream(import('@codemirror/legacy-modes/mode/dockerfile').then((it) => it.dockerFile)),
  },
  { names: 'toml', parser: () => stream(import('@codemirror/legacy-modes/mode/toml').then((it) => it.toml)) },
  {
    names: 'ini|properties|env|dotenv|cfg|conf',
    parser: () => stream(import('@codemirror/legacy-modes/mode/properties').then((it) => it.properties)),
  },
  {
    names: 'diff|patch',
    parser: () => stream(import('@codemirror/legacy-modes/mode/diff').then((it) => it.diff)),
  },
  {
    names: 'tex|latex',
    parser: () => stream(import('@codemirror/legacy-modes/mode/stex').then((it) => it.stex)),
  },
  {
    names: 'nginx',
    parser: () => stream(import('@codemirror/legacy-modes/mode/nginx').then((it) => it.nginx)),
  },
  {
    names: 'proto|protobuf',
    parser: () => stream(import('@codemirror/legacy-modes/mode/protobuf').then((it) => it.protobuf)),
  },
  {
    names: 'cmake',
    parser: () => stream(import('@codemirror/legacy-modes/mode/cmake').then((it) => it.cmake)),
  },
  {
    names: 'matlab|octave',
    parser: () => stream(import('@codemirror/legacy-modes/mode/octave').then((it) => it.octave)),
  },
  { names: 'vb|vbnet', parser: () => stream(import('@codemirror/legacy-modes/mode/vb').then((it) => it.vb)) },
  {
    names: 'pascal|delphi',
    parser: () => stream(import('@codemirror/legacy-modes/mode/pascal').then((it) => it.pascal)),
  },
  { names: 'vhdl', parser: () => stream(import('@codemirror/legacy-modes/mode/vhdl').then((it) => it.vhdl)) },
  {
    names: 'verilog|systemverilog|v|sv',
    parser: () => stream(import('@codemirror/legacy-modes/mode/verilog').then((it) => it.verilog)),
  },
  {
    names: 'erlang|erl',
    parser: () => stream(import('@codemirror/legacy-modes/mode/erlang').then((it) => it.erlang)),
  },
  { names: 'elm', parser: () => stream(import('@codemirror/legacy-modes/mode/elm').then((it) => it.elm)) },
  {
    names: 'ml|ocaml|fsharp|fs|f#',
    parser: () => stream(import('@codemirror/legacy-modes/mode/mllike').then((it) => it.oCaml)),
  },
];

/** With the script and the style sheet inside it. */
async function html(): Promise<Parser> {
  const [page, { parser: script }, { parser: style }] = await Promise.all([
    import('@lezer/html'),
    import('@lezer/javascript'),
    import('@lezer/css'),
  ]);
  const wrap = page.configureNesting([
    { tag: 'script', parser: script },
    { tag: 'style', parser: style },
  ]);
  return page.parser.configure({ wrap });
}
