import * as vscode from 'vscode';
import type { Effort } from '../core/api/answerTypes.ts';
import type { Prices } from '../core/api/models/prices.ts';
import { type CustomRecipes, readCustomRecipes } from '../core/customRecipes.ts';

const section = 'askClaude';

export interface Settings {
  readonly model: string;
  readonly baseUrl: string;
  readonly maxTokens: number;
  readonly effort: Effort | undefined;
  /** Seconds. */
  readonly idleTimeout: number;
  readonly imageDetail: 'auto' | 'high' | 'standard';
  readonly upload: 'never' | 'conversation';
  /** USD; 0 never asks. */
  readonly confirmCostAbove: number;
  readonly prices: Prices;
  readonly customRecipes: CustomRecipes;
  readonly altText: AltTextSettings;
}

export interface AltTextSettings {
  /** Undefined is the language of the document. */
  readonly language: string | undefined;
  /** Characters. */
  readonly maxLength: number;
  /** Write the alt text of images that are pasted or dropped into Markdown. */
  readonly onPaste: boolean;
  /** Where images with a path from `/` are looked for, relative to the workspace folder. */
  readonly staticFolders: readonly string[];
}

export function readSettings(): Settings {
  const read = vscode.workspace.getConfiguration(section);
  // A file may hold null, or anything, in the place of each.
  const text = (name: string) => String(read.get(name) ?? '').trim();
  const effort = read.get<Effort | 'default'>('effort', 'default');
  return {
    model: text('model'),
    baseUrl: text('baseUrl'),
    maxTokens: read.get('maxTokens', 8192),
    effort: effort === 'default' ? undefined : effort,
    idleTimeout: read.get('idleTimeout', 60),
    imageDetail: read.get('imageDetail', 'auto'),
    upload: read.get('upload', 'never'),
    confirmCostAbove: read.get('confirmCostAbove', 0.5),
    prices: read.get<Prices | null>('prices') ?? {},
    customRecipes: readCustomRecipes(read.get('customRecipes')),
    altText: {
      language: text('altText.language') || undefined,
      maxLength: read.get('altText.maxLength', 150),
      onPaste: read.get('altText.onPaste', false),
      staticFolders: read.get('altText.staticFolders', []),
    },
  };
}
