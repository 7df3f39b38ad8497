import * as vscode from 'vscode';

/** Shows Markdown as a document of its own, which the user saves where they like, or not at all. */
export async function showMarkdown(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document);
}
