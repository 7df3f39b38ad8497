/**
 * Stands for the module `vscode` in plain Node (`paths` in tsconfig.json): the words of the host are English there, and
 * everything else of the editor is missing.
 */
export * as l10n from '@vscode/l10n';

export const env = { language: 'en' };
