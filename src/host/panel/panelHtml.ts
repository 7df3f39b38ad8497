import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { attribute, earlyBox } from './earlyBox.ts';

export interface PageOptions {
  readonly webview: vscode.Webview;
  /** The folder of the extension. */
  readonly extension: vscode.Uri;
  /** The text of `dist/early/earlyBox.js`. */
  readonly earlyScript: string;
  /** The question box takes the focus at once, without waiting for the panel's code. */
  readonly focus: boolean;
}

/**
 * The page of the panel, with its sentences in the language of the editor, and with a question box that can be typed into
 * before any other file has been loaded. Nothing but our own scripts, styles and font run in it, and nothing is loaded
 * from elsewhere.
 */
export function panelHtml({ webview, extension, earlyScript, focus }: PageOptions): string {
  const nonce = randomBytes(16).toString('base64');
  const address = (...path: string[]) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path)).toString();
  const source = webview.cspSource;
  const policy = [
    "default-src 'none'",
    `img-src ${source} data: blob:`,
    `style-src ${source} 'nonce-${nonce}'`,
    `font-src ${source}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  const messages = vscode.l10n.bundle ? JSON.stringify(vscode.l10n.bundle) : '';
  // A script waits for the style sheets before it, so these come after the box.
  const early = earlyBox({ label: vscode.l10n.t('Ask about the images'), focus, nonce, script: earlyScript });
  return `<!DOCTYPE html>
<html lang="${attribute(vscode.env.language)}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <title>Ask Claude</title>
  </head>
  <body data-messages="${attribute(messages)}">
    ${early}
    <link rel="stylesheet" href="${address('dist', 'codicon.css')}">
    <link rel="stylesheet" href="${address('media', 'panel.css')}">
    <script type="module" nonce="${nonce}" src="${address('dist', 'panel.js')}"></script>
  </body>
</html>`;
}
