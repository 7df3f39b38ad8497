import * as vscode from 'vscode';
import type { OutputForm } from '../../core/extract/outputs.ts';

/** The name of a form in lists. */
export function formText(form: OutputForm): string {
  switch (form) {
    case 'markdown':
      return 'Markdown';
    case 'markdownLines':
      return vscode.l10n.t('Markdown with the line breaks of the image');
    case 'csv':
      return 'CSV';
    case 'tsv':
      return 'TSV';
    case 'json':
      return 'JSON';
    case 'html':
      return vscode.l10n.t('HTML with merged cells');
    case 'mermaid':
      return 'Mermaid';
    case 'diagram':
      return vscode.l10n.t('Diagram');
    case 'code':
      return vscode.l10n.t('Code');
  }
}
