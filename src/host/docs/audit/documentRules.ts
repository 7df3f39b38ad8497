import * as vscode from 'vscode';
import type { AuditSettings } from '../../../core/docs/audit/auditSettings.ts';
import { configName, parseRules } from '../../../core/docs/config/config.ts';
import { configProblemText } from '../../../core/docs/config/configText.ts';
import { excludedBy } from '../../../core/docs/config/exclude.ts';
import { createFindConfig, type FindConfig, type FoundConfig } from '../../../core/docs/config/findConfig.ts';
import { folderOf, joined } from '../../../core/docs/files/paths.ts';
import { readSettings } from '../../settings.ts';
import { localize } from '../../ui/localize.ts';
import { readBaseline } from './baselineFile.ts';

/** How the alt texts of a document are judged: as its project says, and for the rest as the user has it. */
export interface DocumentRules extends AuditSettings {
  /** Whether the audit leaves the document out. */
  readonly isExcluded: boolean;
  /** The file with the findings that its project has accepted. */
  readonly baseline: vscode.Uri | undefined;
  /** Of new alt texts, where the project says so: a BCP 47 tag. */
  readonly language: string | undefined;
  /** The house style of new alt texts, where the project has one. */
  readonly style: { readonly value: string; readonly folder: string } | undefined;
}

/** By the address of each file system. */
let known = new Map<string, FindConfig>();

/** The rules of a document, by the settings and by the configuration file of its project. */
export async function rulesOf(document: vscode.Uri, signal?: AbortSignal): Promise<DocumentRules> {
  const found = await findConfigFor(document)(document.path, signal ?? new AbortController().signal);
  const { altText, rules, exclude } = readSettings();
  return {
    maxLength: found?.config.altText.maxLength ?? altText.maxLength,
    rules: { ...rules, ...found?.config.rules },
    language: found?.config.altText.language,
    style: styleIn(found),
    baseline: baselineIn(found, document),
    isExcluded: isExcludedBySetting(document, exclude) || (found?.excludes(document.path) ?? false),
  };
}

function styleIn(found: FoundConfig | undefined): DocumentRules['style'] {
  const value = found?.config.altText.style;
  return found && value !== undefined ? { value, folder: folderOf(found.path) } : undefined;
}

function baselineIn(found: FoundConfig | undefined, document: vscode.Uri): vscode.Uri | undefined {
  const name = found?.config.baseline;
  if (!found || name === undefined) return undefined;
  const path = `/${joined(folderOf(found.path), name) ?? ''}`;
  return document.with({ path, query: '', fragment: '' });
}

/** Looks at all configuration files anew when they are next asked for, also at those around the workspace. */
export function forgetConfigs(): void {
  known = new Map();
}

/** Looks at the configuration files of the workspace again once one has changed, then calls back. */
export function watchConfigs(changed: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${configName}`);
  const forget = () => {
    forgetConfigs();
    changed();
  };
  return vscode.Disposable.from(
    watcher,
    ...[watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete].map((event) => event(forget)),
  );
}

function findConfigFor(document: vscode.Uri): FindConfig {
  const fileSystem = document.with({ path: '/', query: '', fragment: '' });
  const find = known.get(fileSystem.toString()) ?? createFindConfig((path) => textIn(document, path));
  known.set(fileSystem.toString(), find);
  return find;
}

async function textIn(document: vscode.Uri, path: string): Promise<string | undefined> {
  try {
    const file = document.with({ path, query: '', fragment: '' });
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    // Most folders have none.
    return undefined;
  }
}

function isExcludedBySetting(document: vscode.Uri, patterns: readonly string[]): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(document)?.uri.path;
  return folder !== undefined && excludedBy(patterns, folder)(document.path);
}

/** A sentence for each row of the settings, and of the configuration files of these documents, that has no effect. */
export async function ruleProblems(
  documents: readonly vscode.Uri[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const setting = vscode.workspace.getConfiguration('askClaude').get('rules');
  const sentences = new Set(
    parseRules(setting).problems.map((one) => configProblemText(one, 'settings.json', localize)),
  );
  const baselines = new Map<string, vscode.Uri>();
  for (const document of documents) {
    const found = await findConfigFor(document)(document.path, signal);
    for (const problem of found?.problems ?? [])
      sentences.add(configProblemText(problem, configName, localize));
    const baseline = baselineIn(found, document);
    if (baseline) baselines.set(baseline.toString(), baseline);
  }
  for (const file of baselines.values()) {
    const read = await readBaseline(file);
    if (typeof read === 'string') sentences.add(read);
  }
  return [...sentences];
}
