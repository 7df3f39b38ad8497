import * as vscode from 'vscode';
import type { Recipe } from '../../core/recipes.ts';

/** The title of a recipe in the language of the editor; that of a user's own recipe as it stands in the settings. */
export function recipeTitle({ id, title }: Pick<Recipe, 'id' | 'title'>): string {
  return titles[id]?.() ?? title;
}

const titles: Readonly<Partial<Record<string, () => string>>> = {
  describe: () => vscode.l10n.t('Describe'),
  altText: () => vscode.l10n.t('Write Alt Text'),
  extractText: () => vscode.l10n.t('Extract Text'),
  extractTable: () => vscode.l10n.t('Extract Table'),
  toMermaid: () => vscode.l10n.t('Convert Diagram to Mermaid'),
  toCode: () => vscode.l10n.t('Read Code from Screenshot'),
  compare: () => vscode.l10n.t('Compare Images'),
};
