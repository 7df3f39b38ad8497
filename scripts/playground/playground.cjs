const vscode = require('vscode');

/** Attaches the first image of the project, once: a page that is loaded again goes on where it was. */
exports.activate = async ({ workspaceState }) => {
  if (workspaceState.get('opened')) return;
  const images = await vscode.workspace.findFiles('images/*.png');
  const [first] = images.sort((one, other) => one.path.localeCompare(other.path));
  if (!first) return;
  await workspaceState.update('opened', true);
  await vscode.commands.executeCommand('askClaude.ask', first);
};
