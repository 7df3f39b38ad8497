import {
  type ComponentValue,
  isSimpleBlockNode,
  isTokenNode,
  isWhiteSpaceOrCommentNode,
  parseListOfComponentValues,
  replaceComponentValues,
  stringify,
} from '@csstools/css-parser-algorithms';
import { isTokenSemicolon, TokenType, tokenize } from '@csstools/css-tokenizer';

export interface Declaration {
  readonly property: string;
  readonly value: string;
  readonly important: boolean;
}

/** A qualified rule, or an at-rule when it has a name. */
export interface CssRule {
  readonly name?: string;
  readonly prelude: string;
  readonly block: readonly ComponentValue[];
}

/** The contents of a block: CSS Nesting lets rules stand between declarations. */
interface CssBlock {
  readonly declarations: readonly Declaration[];
  readonly rules: readonly CssRule[];
}

export function componentValues(css: string): ComponentValue[] {
  try {
    return parseListOfComponentValues(tokenize({ css }));
  } catch {
    // Parentheses are nested deeper than the parser allows: the text is dropped.
    return [];
  }
}

/** Replaces the component values for which `replace` returns another. */
export function replaced(
  css: string,
  replace: (value: ComponentValue) => ComponentValue | ComponentValue[] | undefined,
): string {
  return stringify(replaceComponentValues([componentValues(css)], replace));
}

export function parseStylesheet(css: string): readonly CssRule[] {
  const values = componentValues(css).filter((value) => !isToken(value, TokenType.CDO, TokenType.CDC));
  return parse(values, false).rules;
}

/** Declarations and nested rules, as in a `style` attribute or between the braces of a rule. */
export function parseBlock(values: readonly ComponentValue[]): CssBlock {
  return parse(values, true);
}

// CSS Syntax 3 §5.4.4: with a block before its semicolon it is a rule, unless it is a custom property.
function parse(values: readonly ComponentValue[], declarationsAllowed: boolean): CssBlock {
  const declarations: Declaration[] = [];
  const rules: CssRule[] = [];
  let at = 0;
  while (at < values.length) {
    const first = values[at];
    if (!first || isWhiteSpaceOrCommentNode(first) || isSemicolon(first)) {
      at += 1;
      continue;
    }
    const named = isToken(first, TokenType.AtKeyword);
    const declaration = named || !declarationsAllowed ? undefined : declarationAt(values, at);
    if (declaration) declarations.push(...declaration.found);
    const rule = declaration ?? ruleAt(values, at, named || declarationsAllowed);
    if ('rule' in rule && rule.rule) rules.push(rule.rule);
    at = rule.end;
  }
  return { declarations, rules };
}

function declarationAt(
  values: readonly ComponentValue[],
  start: number,
): { readonly found: readonly Declaration[]; readonly end: number } | undefined {
  const custom = customProperty.test(stringify([values.slice(start, start + 1)]));
  const end = indexFrom(values, start, (one) => isSemicolon(one) || (!custom && isBlock(one)));
  const last = values[end];
  if (last && isBlock(last)) return undefined;
  const match = /^([\w-]+)\s*:([\s\S]*)$/.exec(textOf(values.slice(start, end)));
  if (!match) return { found: [], end: end + 1 };
  const [, name = '', value = ''] = match;
  const property = custom ? name : name.toLowerCase();
  const found = { property, value: value.replace(important, '').trim(), important: important.test(value) };
  return { found: [found], end: end + 1 };
}

const customProperty = /^--/;
const important = /!\s*important\s*$/i;

function ruleAt(
  values: readonly ComponentValue[],
  start: number,
  endsAtSemicolon: boolean,
): { readonly rule?: CssRule; readonly end: number } {
  const end = indexFrom(values, start, (one) => isBlock(one) || (endsAtSemicolon && isSemicolon(one)));
  const last = values[end];
  const block = last && isSimpleBlockNode(last) ? last.value : [];
  const text = textOf(values.slice(start, end));
  const at = /^@(?:-webkit-)?([\w-]+)/.exec(text);
  if (at?.[1]) {
    const prelude = text.slice(at[0].length).trim();
    return { rule: { name: at[1].toLowerCase(), prelude, block }, end: end + 1 };
  }
  return last && isBlock(last) ? { rule: { prelude: text, block }, end: end + 1 } : { end: end + 1 };
}

function indexFrom(
  values: readonly ComponentValue[],
  start: number,
  test: (value: ComponentValue) => boolean,
): number {
  for (let at = start; at < values.length; at += 1) {
    const value = values[at];
    if (value && test(value)) return at;
  }
  return values.length;
}

function textOf(values: readonly ComponentValue[]): string {
  return stringify([values.filter((value) => !isComment(value))]).trim();
}

function isComment(value: ComponentValue): boolean {
  return isWhiteSpaceOrCommentNode(value) && stringify([[value]]).startsWith('/*');
}

function isBlock(value: ComponentValue): boolean {
  return isSimpleBlockNode(value) && value.startToken[0] === TokenType.OpenCurly;
}

function isSemicolon(value: ComponentValue): boolean {
  return isTokenNode(value) && isTokenSemicolon(value.value);
}

function isToken(value: ComponentValue, ...types: readonly TokenType[]): boolean {
  return isTokenNode(value) && types.includes(value.value[0]);
}
