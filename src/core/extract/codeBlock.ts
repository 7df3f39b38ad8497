export interface CodeBlock {
  /** The first word behind the fence, in lower case; empty where there is none. */
  readonly language: string;
  /** The lines between the fences, each with its line feed. */
  readonly code: string;
  /** False without a closing fence: it may be half of the code. */
  readonly closed?: boolean;
}

const FENCE = /^( {0,3})(`{3,}|~{3,})[ \t]*([^\s`]*)/;

/** The code blocks of an answer, as CommonMark finds them. One that was never closed ends with the answer. */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { readonly fence: string; readonly indent: RegExp; readonly language: string } | undefined;
  let lines: string[] = [];
  const end = (closed: boolean) => {
    const code = lines.join('');
    const ended = code === '' || code.endsWith('\n') ? code : `${code}\n`;
    blocks.push({ language: open?.language ?? '', code: ended, closed });
    [open, lines] = [undefined, []];
  };
  for (const line of markdown.replace(/^\ufeff/, '').split(/(?<=\n)/)) {
    const [, spaces = '', fence = '', language = ''] = FENCE.exec(line) ?? [];
    if (open && fence.startsWith(open.fence) && line.trim() === fence) end(true);
    else if (open) lines.push(line.replace(open.indent, ''));
    else if (fence !== '')
      open = { fence, indent: new RegExp(`^ {0,${spaces.length}}`), language: language.toLowerCase() };
  }
  if (open) end(false);
  return blocks;
}

/** The first code block of an answer. */
export function firstCodeBlock(markdown: string): CodeBlock | undefined {
  return codeBlocks(markdown)[0];
}

/** A code block whose fence is longer than any in the code. */
export function asCodeBlock({ language, code }: CodeBlock): string {
  const longest = Math.max(
    2,
    ...[...code.matchAll(/^ {0,3}(`{3,})/gm)].map(([, fence = '']) => fence.length),
  );
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code}${code === '' || code.endsWith('\n') ? '' : '\n'}${fence}`;
}
