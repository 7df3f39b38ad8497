import * as vscode from 'vscode';

/** Markdown whose links run these commands and no others. Text from outside has gone through `literalMarkdown`. */
export function commandMarkdown(text: string, enabledCommands: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text);
  markdown.isTrusted = { enabledCommands };
  return markdown;
}
