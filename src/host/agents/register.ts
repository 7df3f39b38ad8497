import * as vscode from 'vscode';
import type { ImageQuestions } from '../docs/write/imageQuestions.ts';
import { literalText } from '../ui/literalText.ts';
import { signalOf } from '../ui/progress.ts';
import type { ToolCall } from './imageTools.ts';

/** Registers the tools that agents of the editor may call. Their code is loaded by the first call. */
export function registerTools(questions: () => Promise<ImageQuestions>): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.lm.registerTool(
      'ask-claude_describe_image',
      tool(async (input) => (await import('./imageTools.ts')).describeImage(await questions(), input)),
    ),
    vscode.lm.registerTool(
      'ask-claude_extract_from_image',
      tool(async (input) => (await import('./imageTools.ts')).extractFromImage(await questions(), input)),
    ),
    vscode.lm.registerTool(
      'ask-claude_audit_alt_text',
      tool(async (input) => (await import('./auditTool.ts')).auditAltText(input)),
    ),
  );
}

type Call = Pick<ToolCall, 'title' | 'run'> & Partial<Pick<ToolCall, 'message'>>;

/** What is sent has to be agreed to; a wrong input is told to the agent when it calls the tool. */
function tool(call: (input: unknown) => Promise<Call>): vscode.LanguageModelTool<unknown> {
  return {
    prepareInvocation: async ({ input }) => {
      const { title, message } = await call(input);
      return {
        invocationMessage: literalText(title),
        ...(message !== undefined && {
          confirmationMessages: { title: literalText(title), message: literalText(message, 2000) },
        }),
      };
    },
    invoke: async ({ input }, token) => {
      const text = await (await call(input)).run(signalOf(token));
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    },
  };
}
