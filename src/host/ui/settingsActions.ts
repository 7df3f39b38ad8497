import * as vscode from 'vscode';

/** The buttons of a failure that open a setting. */
export const settingsActions = {
  proxySettings: () => open('http.proxy'),
  serverSettings: () => open('askClaude.baseUrl'),
  lengthSettings: () => open('askClaude.maxTokens'),
  timeoutSettings: () => open('askClaude.idleTimeout'),
  styleSettings: () => open('askClaude.altText.style'),
  recipeSettings: () => open('askClaude.customRecipes'),
} as const;

function open(query: string): Thenable<unknown> {
  return vscode.commands.executeCommand('workbench.action.openSettings', query);
}
