import type { ExtractionKind } from '../recipes.ts';
import { firstCodeBlock } from './codeBlock.ts';

/** A form in which an extraction can be kept. */
export interface Output {
  readonly form: OutputForm;
  /** Ending of its file, without the dot. */
  readonly ending: string;
  /** Language id of its document. */
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
      return [fileOf(kind, extracted.answer), markdown(extracted.answer)];
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

/** The inside of the code block, as a file of its language. */
function fileOf(form: 'json' | 'diagram' | 'code', answer: string): Output {
  const block = firstCodeBlock(answer);
  const language = block?.language ?? '';
  const { id, ending } = languages[language] ?? {
    id: language === '' ? 'plaintext' : language,
    ending: 'txt',
  };
  return {
    form: id === 'mermaid' ? 'mermaid' : form,
    ...{ ending, language: id, text: ended(block?.code ?? answer) },
  };
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** Names that models write behind a fence, as the language ids of the editor and the endings of their files. */
const languages: Readonly<Record<string, { readonly id: string; readonly ending: string }>> =
  Object.fromEntries(
    [
      'mermaid mermaid mmd',
      'plantuml plantuml puml',
      'puml plantuml puml',
      'dot dot dot',
      'graphviz dot dot',
      'json json json',
      'js javascript js',
      'javascript javascript js',
      'jsx javascriptreact jsx',
      'ts typescript ts',
      'typescript typescript ts',
      'tsx typescriptreact tsx',
      'py python py',
      'python python py',
      'rb ruby rb',
      'ruby ruby rb',
      'rs rust rs',
      'rust rust rs',
      'go go go',
      'java java java',
      'kotlin kotlin kt',
      'kt kotlin kt',
      'swift swift swift',
      'c c c',
      'cpp cpp cpp',
      'c++ cpp cpp',
      'cs csharp cs',
      'csharp csharp cs',
      'php php php',
      'sh shellscript sh',
      'bash shellscript sh',
      'shell shellscript sh',
      'zsh shellscript sh',
      'powershell powershell ps1',
      'ps1 powershell ps1',
      'sql sql sql',
      'html html html',
      'css css css',
      'scss scss scss',
      'xml xml xml',
      'yaml yaml yaml',
      'yml yaml yaml',
      'toml toml toml',
      'ini ini ini',
      'dockerfile dockerfile dockerfile',
      'makefile makefile mk',
      'md markdown md',
      'markdown markdown md',
      'diff diff diff',
      'tex latex tex',
      'latex latex tex',
      'lua lua lua',
      'r r r',
      'perl perl pl',
      'dart dart dart',
      'vue vue vue',
      'csv csv csv',
    ].map((row) => {
      const [name = '', id = '', ending = ''] = row.split(' ');
      return [name, { id, ending }];
    }),
  );
