/**
 * Surfaces of the editor that read links, icons or Markdown in the text they show. `src/host/ui` has a function for
 * each, which shows the words of documents, models and servers as plain text.
 */
const surfaces = new Set([
  ...['showInformationMessage', 'showWarningMessage', 'showErrorMessage', 'setStatusBarMessage'],
  ...['showQuickPick', 'createQuickPick', 'showInputBox', 'createInputBox'],
  ...['withProgress', 'createStatusBarItem', 'MarkdownString'],
]);

/** Reports every use of one of them outside `src/host/ui`, however it was taken from `vscode`. */
export const foreignText = {
  create(context) {
    if (/[\\/]src[\\/]host[\\/]ui[\\/]/.test(context.filename)) return {};
    const check = (node) => {
      if (!surfaces.has(node.name)) return;
      const message = `Use the function of src/host/ui for ${node.name}: it shows text from outside as text, not as links, icons or Markdown.`;
      context.report({ node, message });
    };
    return {
      MemberExpression: ({ property, computed }) => computed || check(property),
      ObjectPattern: ({ properties }) => {
        for (const property of properties) if (property.type === 'Property') check(property.key);
      },
      ImportDeclaration: ({ source, importKind, specifiers }) => {
        if (source.value !== 'vscode' || importKind === 'type') return;
        for (const { imported, importKind } of specifiers)
          if (imported && importKind !== 'type') check(imported);
      },
    };
  },
};
