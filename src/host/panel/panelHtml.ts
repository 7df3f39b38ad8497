import * as vscode from 'vscode';
import { earlyBox } from './earlyBox.ts';
import { webviewPage } from './webviewPage.ts';

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
 * The page of the panel, with a question box that can be typed into before any other file has been loaded.
 */
export function panelHtml({ webview, extension, earlyScript, focus }: PageOptions): string {
  const label = vscode.l10n.t('Ask about the images');
  return webviewPage({
    ...{ webview, extension, name: 'panel', images: 'data: blob:', styles: true },
    before: (nonce) => earlyBox({ label, focus, nonce, script: earlyScript }),
  });
}
