export interface CodeBlock {
  /** The first word behind the fence, in lower case; empty where there is none. */
  readonly language: string;
  /** The lines between the fences, each with its line feed. */
  readonly code: string;
  /** False without a closing fence: it may be half of the code. */
  readonly closed?: boolean;
}

const FENCE = /^(`{3,}|~{3,})[ \t]*([^\s`]*)/;

/** The first code block of an answer. One that was never closed ends with the answer. */
export function firstCodeBlock(markdown: string): CodeBlock | undefined {
  const lines = markdown.split(/(?<=\n)/);
  const opening = lines.findIndex((line) => FENCE.test(line));
  const [, fence, language = ''] = FENCE.exec(lines[opening] ?? '') ?? [];
  if (fence === undefined) return undefined;
  const closing = lines.findIndex((line, index) => index > opening && line.startsWith(fence));
  const code = lines.slice(opening + 1, closing < 0 ? undefined : closing).join('');
  return {
    language: language.toLowerCase(),
    code: code === '' || code.endsWith('\n') ? code : `${code}\n`,
    closed: closing >= 0,
  };
}

/** A code block whose fence is longer than any in the code. */
export function asCodeBlock({ language, code }: CodeBlock): string {
  const longest = Math.max(2, ...[...code.matchAll(/^`{3,}/gm)].map(([fence]) => fence.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code}${code === '' || code.endsWith('\n') ? '' : '\n'}${fence}`;
}
