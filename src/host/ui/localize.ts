import * as vscode from 'vscode';
import type { Localize } from '../../core/docs/audit/findingText.ts';
import { number } from './quantities.ts';

const translated = vscode.l10n.t;

/** Puts the sentences of the core into the language of the editor, with numbers as it writes them. */
export const localize: Localize = (sentence, ...values) =>
  translated(sentence, ...values.map((value) => (typeof value === 'number' ? number(value) : value)));
