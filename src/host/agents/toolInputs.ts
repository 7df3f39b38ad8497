import * as v from 'valibot';
import * as vscode from 'vscode';

const path = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(4096));
const question = v.pipe(v.string(), v.trim(), v.maxLength(20_000));

/** What an agent may pass to each tool. */
export const toolInputs = {
  describe: v.object({ path, question: v.optional(question) }),
  extract: v.object({
    path,
    kind: v.picklist(['text', 'table', 'diagram', 'code']),
    form: v.optional(v.picklist(['markdown', 'csv', 'tsv', 'json', 'html'])),
  }),
  audit: v.object({ path: v.optional(path) }),
} as const;

/** @throws Error whose sentence is for the agent. */
export function parseInput<S extends v.GenericSchema>(schema: S, input: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue) ?? '';
  throw new Error(vscode.l10n.t('The input of this tool is not valid: {0} {1}', field, issue.message));
}
