const vscode = require('vscode');

/** A model that answers with the roles, the words and the sizes of the images it was sent, or fails or never answers when asked to. */
exports.activate = ({ subscriptions }) => {
  const model = {
    id: 'echo',
    name: 'Echo',
    family: 'echo',
    version: '1',
    maxInputTokens: 100_000,
    maxOutputTokens: 10_000,
    capabilities: { imageInput: true, toolCalling: false },
  };
  const provider = {
    provideLanguageModelChatInformation: async () => [model],
    provideLanguageModelChatResponse: async (_model, messages, _options, progress) => {
      const said = messages.map(({ role, content }) => `${role}: ${content.map(partText).join(' ')}`);
      if (said.some((text) => text.includes('Fail!')))
        throw new Error('Your quota of this month is used up.');
      // It overlooks that it is told to stop.
      if (said.some((text) => text.includes('Hang!'))) await new Promise(() => {});
      for (const line of said) progress.report(new vscode.LanguageModelTextPart(`${line}\n\n`));
    },
    provideTokenCount: async () => 1,
  };
  subscriptions.push(vscode.lm.registerLanguageModelChatProvider('test-models', provider));
};

function partText(part) {
  if (part instanceof vscode.LanguageModelTextPart) return part.value;
  return `<${part.mimeType} ${part.data.byteLength} bytes>`;
}
