import * as vscode from 'vscode';
import type { AuditedPage } from './problems.ts';

/** "docs/tides.md:5: alt-missing: …", a line for each of these findings. */
export function findingLines(
  { uri, diagnostics }: AuditedPage,
  chosen?: readonly number[],
): readonly string[] {
  const wanted = chosen ? chosen.flatMap((index) => diagnostics[index] ?? []) : diagnostics;
  return wanted.map(({ range, message, code }) => {
    const rule = typeof code === 'object' ? code.value : code;
    return `${vscode.workspace.asRelativePath(uri)}:${range.start.line + 1}: ${rule}: ${message}`;
  });
}
