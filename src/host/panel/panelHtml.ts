import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/**
 * The page of the panel, with its sentences in the language of the editor. Nothing but our own script, style and font runs
 * in it, and nothing is loaded from elsewhere.
 */
export function panelHtml(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const address = (...path: string[]) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path)).toString();
  const source = webview.cspSource;
  const policy = [
    "default-src 'none'",
    `img-src ${source} data: blob:`,
    `style-src ${source}`,
    `font-src ${source}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  const messages = vscode.l10n.bundle ? JSON.stringify(vscode.l10n.bundle) : '';
  return `<!DOCTYPE html>
<html lang="${attribute(vscode.env.language)}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <link rel="stylesheet" href="${address('dist', 'codicon.css')}">
    <link rel="stylesheet" href="${address('media', 'panel.css')}">
    <title>Ask Claude</title>
  </head>
  <body data-messages="${attribute(messages)}">
    <script type="module" nonce="${nonce}" src="${address('dist', 'panel.js')}"></script>
  </body>
</html>`;
}

function attribute(text: string): string {
  return text.replace(/[&"<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
