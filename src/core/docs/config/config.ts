import { type ParseError, parse } from 'jsonc-parser';
import * as v from 'valibot';
import type { Level } from '../audit/auditSettings.ts';
import { isRuleId, type RuleId } from '../audit/rules.ts';

/** The name of the file in which a project says how its alt texts are audited, in the editor and on the command line. */
export const configName = '.askclauderc.json';

export type Rules = Readonly<Partial<Record<RuleId, Level>>>;

/** What a project says; what it leaves out is as the user has it. */
export interface Config {
  readonly rules: Rules;
  /** Patterns of documents that are left out, as `.gitignore` has them, from the folder of the file on. */
  readonly exclude: readonly string[];
  /** A file, from the folder of this one on, that lists the findings there are already. */
  readonly baseline?: string;
  readonly altText: {
    /** Characters. */
    readonly maxLength?: number;
    /** BCP 47 tag. */
    readonly language?: string;
    readonly staticFolders?: readonly string[];
    /** Of new alt texts: the words, or the path of the file that holds them, from the folder of this one on. */
    readonly style?: string;
  };
}

/** A part of a configuration that has no effect, and why. `row` is its key: `rules.vague`. */
export interface ConfigProblem {
  readonly kind: 'notJson' | 'unknownKey' | 'unknownRule' | 'level' | 'value';
  readonly row: string;
}

export interface Parsed<Value> {
  readonly value: Value;
  readonly problems: readonly ConfigProblem[];
}

const levels = ['error', 'warning', 'hint', 'off'] as const;
const level = v.picklist(levels);
const line = v.pipe(v.string(), v.maxLength(2048), v.nonEmpty());
const lines = v.pipe(v.array(line), v.maxLength(1000));

/** Characters an alt text may be limited to. */
export const lengthBounds = { min: 20, max: 1000 } as const;

const altText = {
  maxLength: v.pipe(v.number(), v.integer(), v.minValue(lengthBounds.min), v.maxValue(lengthBounds.max)),
  language: line,
  staticFolders: lines,
  style: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(20_000)),
};

/** Reads a configuration file, comments and trailing commas allowed. Rows that cannot be used are left out and named. */
export function parseConfig(text: string): Parsed<Config> {
  const errors: ParseError[] = [];
  const value = jsonOf(text, errors);
  const empty: Config = { rules: {}, exclude: [], altText: {} };
  if (errors.length > 0 || !isObject(value))
    return { value: empty, problems: [{ kind: 'notJson', row: '' }] };
  const problems: ConfigProblem[] = Object.keys(value)
    .filter((key) => !keys.has(key))
    .map((row) => ({ kind: 'unknownKey', row }));
  const rules = parseRules(value['rules']);
  const texts = isObject(value['altText']) ? value['altText'] : {};
  if (value['altText'] !== undefined && !isObject(value['altText']))
    problems.push({ kind: 'value', row: 'altText' });
  for (const key of Object.keys(texts))
    if (!Object.hasOwn(altText, key)) problems.push({ kind: 'unknownKey', row: `altText.${key}` });
  const read = reader(problems);
  return {
    value: {
      rules: rules.value,
      exclude: read('exclude', lines, value['exclude']) ?? [],
      ...defined('baseline', read('baseline', line, value['baseline'])),
      altText: {
        ...defined('maxLength', read('altText.maxLength', altText.maxLength, texts['maxLength'])),
        ...defined('language', read('altText.language', altText.language, texts['language'])),
        ...defined('staticFolders', read('altText.staticFolders', lines, texts['staticFolders'])),
        ...defined('style', read('altText.style', altText.style, texts['style'])),
      },
    },
    problems: [...problems, ...rules.problems],
  };
}

/** Reads the levels of rules, from a configuration file or a setting of the editor. */
export function parseRules(value: unknown): Parsed<Rules> {
  if (value === undefined) return { value: {}, problems: [] };
  if (!isObject(value)) return { value: {}, problems: [{ kind: 'value', row: 'rules' }] };
  const rules: Partial<Record<RuleId, Level>> = {};
  const problems: ConfigProblem[] = [];
  for (const [id, set] of Object.entries(value)) {
    const parsed = v.safeParse(level, set);
    if (!isRuleId(id)) problems.push({ kind: 'unknownRule', row: `rules.${id}` });
    else if (!parsed.success) problems.push({ kind: 'level', row: `rules.${id}` });
    else rules[id] = parsed.output;
  }
  return { value: rules, problems };
}

const keys: ReadonlySet<string> = new Set(['$schema', 'rules', 'exclude', 'baseline', 'altText']);

function jsonOf(text: string, errors: ParseError[]): unknown {
  try {
    return parse(text.replace(/^\ufeff/, ''), errors, { allowTrailingComma: true });
  } catch (error) {
    // It goes as deep as the brackets do; no configuration has thousands of them.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function reader(problems: ConfigProblem[]) {
  return <Output>(
    row: string,
    schema: v.GenericSchema<unknown, Output>,
    value: unknown,
  ): Output | undefined => {
    if (value === undefined) return undefined;
    const parsed = v.safeParse(schema, value);
    if (parsed.success) return parsed.output;
    problems.push({ kind: 'value', row });
    return undefined;
  };
}

function defined<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  const field: { [Key in Name]?: Value } = {};
  if (value !== undefined) field[name] = value;
  return field;
}
