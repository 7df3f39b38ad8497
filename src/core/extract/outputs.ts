import type { ExtractionKind } from '../recipes.ts';
import { codeBlocks } from './codeBlock.ts';

/** A form in which an extraction can be kept. */
export interface Output {
  readonly form: OutputForm;
  /** Ending of its file, without the dot. */
  readonly ending: string;
  /** Its language, as a fence names it; '' where it has none. */
  readonly language: string;
  readonly text: string;
}

export type OutputForm =
  | 'markdown'
  | 'markdownLines'
  | 'csv'
  | 'tsv'
  | 'json'
  | 'html'
  | 'mermaid'
  | 'diagram'
  | 'code';

/** An answer that is kept: `source` is what the model wrote where that differs. */
export interface ExtractedAnswer {
  readonly answer: string;
  readonly source?: string;
}

/** The forms of an answer, the usual one first; at least one. */
export async function outputsOf(
  kind: ExtractionKind | 'data',
  extracted: ExtractedAnswer,
): Promise<readonly Output[]> {
  switch (kind) {
    case 'text':
      return textOutputs(extracted.answer);
    case 'table':
      return tableOutputs(extracted);
    case 'data':
      return [fileOf('json', extracted.answer), markdown(extracted.answer)];
    case 'diagram':
    case 'code':
      return blockOutputs(kind, extracted.answer);
  }
}

function markdown(text: string): Output {
  return { form: 'markdown', ending: 'md', language: 'markdown', text: ended(text) };
}

async function textOutputs(answer: string): Promise<readonly Output[]> {
  const { joinedParagraphs } = await import('./text/readText.ts');
  const joined = joinedParagraphs(answer);
  if (joined === answer) return [markdown(answer)];
  return [markdown(joined), { ...markdown(answer), form: 'markdownLines' }];
}

async function tableOutputs({ answer, source = answer }: ExtractedAnswer): Promise<readonly Output[]> {
  const { checkedTables } = await import('./table/readTable.ts');
  const tables = checkedTables(source)?.tables;
  if (!tables) return [markdown(answer)];
  const formats = await import('./table/tableFormats.ts');
  return [
    markdown(answer),
    { form: 'csv', ending: 'csv', language: 'csv', text: formats.tablesAsCsv(tables) },
    { form: 'tsv', ending: 'tsv', language: 'tsv', text: formats.tablesAsTsv(tables) },
    { form: 'json', ending: 'json', language: 'json', text: formats.tablesAsJson(tables) },
    { form: 'html', ending: 'html', language: 'html', text: formats.tablesAsHtml(tables) },
  ];
}

/** Several diagrams, or code of several languages, make no file of one language. */
function blockOutputs(kind: 'diagram' | 'code', answer: string): readonly Output[] {
  const [first, ...others] = codeBlocks(answer);
  const isOne =
    kind === 'code' ? others.every(({ language }) => language === first?.language) : others.length === 0;
  return [...(isOne ? [fileOf(kind, answer)] : []), markdown(answer)];
}

/** The inside of the code blocks, as a file of their language. */
function fileOf(form: 'json' | 'diagram' | 'code', answer: string): Output {
  const blocks = codeBlocks(answer);
  const language = blocks[0]?.language ?? '';
  const code = blocks.length === 0 ? answer : blocks.map((block) => block.code).join('\n');
  return {
    form: language === 'mermaid' ? 'mermaid' : form,
    ending: (Object.hasOwn(endings, language) ? endings[language] : undefined) ?? 'txt',
    ...{ language, text: ended(code) },
  };
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** Endings of files by the names that models write behind a fence. */
const endings: Readonly<Record<string, string>> = {
  mermaid: 'mmd',
  plantuml: 'puml',
  puml: 'puml',
  dot: 'dot',
  graphviz: 'dot',
  json: 'json',
  js: 'js',
  javascript: 'js',
  jsx: 'jsx',
  ts: 'ts',
  typescript: 'ts',
  tsx: 'tsx',
  py: 'py',
  python: 'py',
  rb: 'rb',
  ruby: 'rb',
  rs: 'rs',
  rust: 'rs',
  go: 'go',
  java: 'java',
  kotlin: 'kt',
  kt: 'kt',
  swift: 'swift',
  c: 'c',
  cpp: 'cpp',
  'c++': 'cpp',
  cs: 'cs',
  csharp: 'cs',
  php: 'php',
  sh: 'sh',
  bash: 'sh',
  shell: 'sh',
  zsh: 'sh',
  powershell: 'ps1',
  ps1: 'ps1',
  sql: 'sql',
  html: 'html',
  css: 'css',
  scss: 'scss',
  xml: 'xml',
  yaml: 'yaml',
  yml: 'yaml',
  toml: 'toml',
  ini: 'ini',
  dockerfile: 'dockerfile',
  makefile: 'mk',
  md: 'md',
  markdown: 'md',
  diff: 'diff',
  tex: 'tex',
  latex: 'tex',
  lua: 'lua',
  r: 'r',
  perl: 'pl',
  dart: 'dart',
  vue: 'vue',
  csv: 'csv',
  ']': 'row.split(',
};
