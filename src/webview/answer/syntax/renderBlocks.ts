import type { Env, Token } from 'markdown-it';
import { markdown } from './markdown.ts';

/** A paragraph, list, table, code block … of the top level. */
export interface AnswerBlock {
  /** Line of the source it begins in, from 0. */
  readonly line: number;
  /** HTML, still to be sanitised; of a table, a list or a quote without its parts; empty for code. */
  readonly html: string;
  /** Rows of a table, items of a list, blocks of a quote. */
  readonly parts?: readonly string[];
  /** Line of the source in which each part begins. */
  readonly lines?: readonly number[];
  readonly code?: Code;
  /** Whether it is a block of its own at all depends on what follows. */
  readonly unsure?: boolean;
}

export interface Code {
  /** As the fence names it; empty without a name. */
  readonly language: string;
  readonly text: string;
  /** False while the fence that ends it has not arrived. */
  readonly closed: boolean;
}

/**
 * Markdown from a model, block by block. `references` collects the link definitions, so that a later part of the same
 * answer knows them.
 */
export function renderBlocks(source: string, references: Env): readonly AnswerBlock[] {
  const blocks: AnswerBlock[] = [];
  let open: Token[] = [];
  for (const token of markdown.parse(source, references)) {
    open.push(token);
    if (token.level !== 0 || token.nesting === 1) continue;
    blocks.push(block(open, references));
    open = [];
  }
  return blocks;
}

function block(tokens: readonly Token[], references: Env): AnswerBlock {
  const line = tokens[0]?.map?.[0] ?? 0;
  const [first] = tokens;
  if (first?.type === 'fence') return { line, html: '', code: codeOf(first) };
  const [name, level] = partNames[first?.type ?? ''] ?? [];
  if (name === undefined) {
    const unsure = first?.meta?.unsure === true;
    return { line, html: rendered(tokens, references), ...(unsure && { unsure }) };
  }
  const shell: Token[] = [];
  const parts: string[] = [];
  const lines: number[] = [];
  let part: Token[] | undefined;
  for (const token of tokens) {
    const isPart = token.level === level && token.type.startsWith(name);
    if (isPart && token.nesting >= 0 && token.map && !isHead(shell)) {
      part = [];
      lines.push(token.map[0]);
    }
    (part ?? shell).push(token);
    if (!part || !isPart || token.nesting > 0) continue;
    parts.push(rendered(part, references));
    part = undefined;
  }
  return { line, html: rendered(shell, references), parts, lines };
}

/** How the tokens of what a block repeats begin, and the level they stand in. */
const partNames: Readonly<Record<string, readonly [string, number]>> = {
  table_open: ['tr_', 2],
  bullet_list_open: ['list_item_', 1],
  ordered_list_open: ['list_item_', 1],
  // Any block.
  blockquote_open: ['', 1],
};

/** True inside the head of a table, whose row is no part. */
function isHead(shell: readonly Token[]): boolean {
  return shell.at(-1)?.type === 'thead_open';
}

function rendered(tokens: readonly Token[], references: Env): string {
  return markdown.renderer.render([...tokens], markdown.options, references);
}

/** What a token of a fence holds; `meta` says whether it is closed. */
export function codeOf(token: Token): Code {
  const language = /^\S*/.exec(token.info.trim())?.[0] ?? '';
  return { language, text: token.content, closed: token.meta?.closed === true };
}
