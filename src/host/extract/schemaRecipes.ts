import * as vscode from 'vscode';
import { dataInstruction, readSchemaText, type SchemaText } from '../../core/extract/data/schemaText.ts';
import type { Extractor } from '../../core/extract/extractor.ts';
import { dataExtractor } from '../../core/extract/extractors.ts';
import type { Recipe } from '../../core/recipes.ts';
import { readSettings } from '../settings.ts';
import { pick, showInformation } from '../ui/dialogs.ts';
import { schemaProblemText } from '../ui/extractionText.ts';
import { schemaPrefix } from './extractionOf.ts';

/** Most schema files of a workspace that are offered. */
const mostFiles = 200;

/** Lets the user choose one of `askClaude.schemas` or a `*.schema.json` of the workspace. */
export async function chooseSchema(): Promise<Recipe | undefined> {
  const { schemas } = readSettings();
  const files = await schemaFiles();
  if (schemas.length + files.length === 0) {
    void showInformation(
      vscode.l10n.t(
        'There is no schema yet: add a file that ends with .schema.json to the workspace, or a row to the setting askClaude.schemas.',
      ),
    );
    return undefined;
  }
  const items = [
    ...schemas.map(({ title }) => ({ label: title, id: `${schemaPrefix}${title}` })),
    ...files.map((uri) => ({
      label: vscode.workspace.asRelativePath(uri),
      id: `${schemaPrefix}${uri.toString()}`,
    })),
  ];
  const chosen = await pick(items, { title: vscode.l10n.t('Ask Claude: Extract Data by a Schema') });
  return chosen && (await schemaRecipe(chosen.id, chosen.label));
}

/** The extractor of a schema recipe, which reads its schema again for each answer. */
export function schemaExtractor(id: string): Extractor | undefined {
  if (!id.startsWith(schemaPrefix)) return undefined;
  return dataExtractor(async () => {
    const [{ compileSchema }, read] = await Promise.all([
      import('../../core/extract/data/compileSchema.ts'),
      readSchema(id),
    ]);
    if ('problem' in read) throw new Error(schemaProblemText(read.problem, id.slice(schemaPrefix.length)));
    return compileSchema(read.schema);
  });
}

async function schemaRecipe(id: string, label: string): Promise<Recipe | undefined> {
  const read = await readSchema(id);
  if ('problem' in read) {
    void showInformation(schemaProblemText(read.problem, label));
    return undefined;
  }
  const fault = await faultOf(read.schema);
  if (fault !== undefined) {
    void showInformation(
      vscode.l10n.t('The schema {0} cannot be used, so nothing was sent: {1}. Correct it.', label, fault),
    );
    return undefined;
  }
  const title = vscode.l10n.t('Extract Data: {0}', label);
  return { id, title, instruction: dataInstruction(read.schema), minImages: 1, inserts: 'answer' };
}

/** Why no answer could be checked by a schema, which is better known before one is paid for. */
async function faultOf(schema: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  const { compileSchema } = await import('../../core/extract/data/compileSchema.ts');
  try {
    compileSchema(schema);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
  }
}

async function readSchema(id: string): Promise<SchemaText> {
  const name = id.slice(schemaPrefix.length);
  const row = readSettings().schemas.find(({ title }) => title === name);
  if (row && typeof row.schema !== 'string') return { schema: row.schema };
  const uri = row ? workspaceFile(String(row.schema)) : vscode.Uri.parse(name);
  if (!uri || !vscode.workspace.getWorkspaceFolder(uri)) return { problem: 'notFound' };
  try {
    return readSchemaText(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return { problem: 'notFound' };
    throw error;
  }
}

function workspaceFile(path: string): vscode.Uri | undefined {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder && vscode.Uri.joinPath(folder, path);
}

/** A schema holds patterns that are run, so those of a workspace count only where it is trusted. */
async function schemaFiles(): Promise<readonly vscode.Uri[]> {
  if (!vscode.workspace.isTrusted) return [];
  return vscode.workspace.findFiles('**/*.schema.json', '**/{node_modules,dist,out}/**', mostFiles);
}
