import * as v from 'valibot';
import type { Effort } from '../core/api/answerTypes.ts';
import type { Prices } from '../core/api/models/prices.ts';
import { type CustomRecipes, readCustomRecipes } from '../core/customRecipes.ts';
import { parseRules, type Rules } from '../core/docs/config/config.ts';

export interface Settings {
  /** Who answers: the Messages API, or a language model of the editor. */
  readonly provider: 'anthropic' | 'vscode';
  readonly model: string;
  readonly baseUrl: string;
  /** Tokens. */
  readonly maxTokens: number;
  readonly effort: Effort | undefined;
  /** Seconds. */
  readonly idleTimeout: number;
  readonly imageDetail: 'auto' | 'high' | 'standard';
  /** Looks that an answer may take; 0 takes none. */
  readonly zoom: number;
  readonly upload: 'never' | 'conversation';
  /** USD; 0 never asks. */
  readonly confirmCostAbove: number;
  readonly prices: Prices;
  readonly customRecipes: CustomRecipes;
  /** Schemas for data that is read from images. */
  readonly schemas: readonly SchemaSetting[];
  readonly altText: AltTextSettings;
  /** Rules of the audit that are not applied as `docs/rules.md` has them. */
  readonly rules: Rules;
  /** Patterns of documents that the audit leaves out, as `.gitignore` has them. */
  readonly exclude: readonly string[];
}

export interface SchemaSetting {
  readonly title: string;
  /** The JSON schema, or the path of one in the workspace. */
  readonly schema: string | Readonly<Record<string, unknown>>;
}

export interface AltTextSettings {
  /** Undefined is the language of the document. */
  readonly language: string | undefined;
  /** Characters. */
  readonly maxLength: number;
  /** The house style: the words, or the path of a file of the workspace. */
  readonly style: string | undefined;
  /** Write the alt text of images that are pasted or dropped into Markdown. */
  readonly onPaste: boolean;
  /** Where images with a path from `/` are looked for, relative to the workspace folder. */
  readonly staticFolders: readonly string[];
}

/**
 * The settings, from whatever the files hold: a number is brought within the bounds that stand in `package.json`, and any
 * other value that is none of those there counts as the default. `read` gives the value of `askClaude.<name>`.
 */
export function parseSettings(read: (name: string) => unknown): Settings {
  const effort = v.parse(v.fallback(v.picklist(efforts), 'default'), read('effort'));
  const provider = v.parse(v.fallback(v.picklist(['anthropic', 'vscode']), 'anthropic'), read('provider'));
  return {
    provider,
    model: modelOf(provider, v.parse(line, read('model'))),
    baseUrl: v.parse(line, read('baseUrl')),
    maxTokens: v.parse(integer(1, 128_000, 8192), read('maxTokens')),
    effort: effort === 'default' ? undefined : effort,
    idleTimeout: v.parse(integer(5, 3600, 60), read('idleTimeout')),
    imageDetail: v.parse(v.fallback(v.picklist(['auto', 'high', 'standard']), 'auto'), read('imageDetail')),
    zoom: v.parse(integer(0, 20, 6), read('zoom')),
    upload: v.parse(v.fallback(v.picklist(['never', 'conversation']), 'never'), read('upload')),
    confirmCostAbove: v.parse(v.fallback(dollars, 0.5), read('confirmCostAbove')),
    prices: pricesOf(read('prices')),
    customRecipes: readCustomRecipes(read('customRecipes')),
    schemas: v.parse(schemas, read('schemas')).filter((row) => row !== null),
    altText: {
      language: v.parse(line, read('altText.language')) || undefined,
      maxLength: v.parse(integer(20, 1000, 150), read('altText.maxLength')),
      style: v.parse(style, read('altText.style')) || undefined,
      onPaste: v.parse(v.fallback(v.boolean(), false), read('altText.onPaste')),
      staticFolders: v.parse(folders, read('altText.staticFolders')).filter((folder) => folder !== ''),
    },
    rules: parseRules(read('rules')).value,
    exclude: v.parse(folders, read('exclude')).filter((pattern) => pattern !== ''),
  };
}

/** The models of the editor have an id with a slash; one of the Messages API means none of them. */
function modelOf(provider: Settings['provider'], model: string): string {
  return provider === 'vscode' && !model.includes('/') ? anyModel : model;
}

/** Stands for whichever model the editor lists first. */
export const anyModel = 'vscode/any';

const efforts = ['default', 'low', 'medium', 'high', 'xhigh', 'max'] as const;

/** Characters of a setting that is one line; no model, address or language is longer. */
const maxLine = 2048;

/** Characters of a setting that is a text; more than any of it that is used. */
const longestSetting = 20_000;

const dollars = v.pipe(v.number(), v.finite(), v.minValue(0));
const line = v.fallback(v.pipe(v.string(), v.maxLength(maxLine), v.trim()), '');
const style = v.fallback(
  v.pipe(
    v.string(),
    v.transform((text) => text.slice(0, longestSetting)),
    v.trim(),
  ),
  '',
);
const folders = v.fallback(v.pipe(v.array(line), v.maxLength(100)), []);
/** Rows that are no schema are left out. */
const schemas = v.fallback(
  v.array(
    v.fallback(
      v.nullable(
        v.object({
          title: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(200)),
          schema: v.union([v.pipe(v.string(), v.maxLength(maxLine)), v.record(v.string(), v.unknown())]),
        }),
      ),
      null,
    ),
  ),
  [],
);

const price = v.object({
  input: dollars,
  output: dollars,
  cacheRead: v.exactOptional(dollars),
  cacheWrite: v.exactOptional(dollars),
});

/** Rows that are no price are left out. */
function pricesOf(value: unknown): Prices {
  const rows = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    rows.flatMap(([model, row]) => {
      const parsed = v.safeParse(price, row);
      return parsed.success ? [[model, parsed.output]] : [];
    }),
  );
}

function integer(min: number, max: number, otherwise: number) {
  const clamped = v.transform((value: number) => Math.min(max, Math.max(min, Math.round(value))));
  return v.fallback(v.pipe(v.number(), v.finite(), clamped), otherwise);
}
