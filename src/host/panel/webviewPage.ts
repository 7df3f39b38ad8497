import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { attribute } from './earlyBox.ts';

export interface WebviewPage {
  readonly webview: vscode.Webview;
  /** The folder of the extension. */
  readonly extension: vscode.Uri;
  /** `dist/NAME.js` and `media/NAME.css`. */
  readonly name: 'panel' | 'review';
  /** Sources of images beside files: `data:`, `blob:`. */
  readonly images?: string;
  /** Whether a style element with the nonce may stand in the page. */
  readonly styles?: boolean;
  /** `data-` attributes of the body, beside the sentences in the language of the editor. */
  readonly data?: Readonly<Record<string, string>>;
  /** What stands before the style sheets, which a script after them would wait for. */
  readonly before?: (nonce: string) => string;
}

/**
 * The page of a webview, with its sentences in the language of the editor. Nothing but our own scripts, styles and font
 * run in it, and nothing is loaded from elsewhere.
 */
export function webviewPage({
  webview,
  extension,
  name,
  images,
  styles,
  data = {},
  before,
}: WebviewPage): string {
  const nonce = randomBytes(16).toString('base64');
  const address = (...path: string[]) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path)).toString();
  const source = webview.cspSource;
  const policy = [
    "default-src 'none'",
    `img-src ${source}${images === undefined ? '' : ` ${images}`}`,
    `style-src ${source}${styles ? ` 'nonce-${nonce}'` : ''}`,
    `font-src ${source}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  const messages = vscode.l10n.bundle ? JSON.stringify(vscode.l10n.bundle) : '';
  const attributes = Object.entries({ messages, ...data }).map(
    ([key, text]) => `data-${key}="${attribute(text)}"`,
  );
  return `<!DOCTYPE html>
<html lang="${attribute(vscode.env.language)}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <title>Ask Claude</title>
  </head>
  <body ${attributes.join(' ')}>
    ${before?.(nonce) ?? ''}
    <link rel="stylesheet" href="${address('dist', 'codicon.css')}">
    <link rel="stylesheet" href="${address('media', `${name}.css`)}">
    <script type="module" nonce="${nonce}" src="${address('dist', `${name}.js`)}"></script>
  </body>
</html>`;
}
