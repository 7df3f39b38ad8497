import * as vscode from 'vscode';
import type { Grouping } from '../../../core/docs/audit/findingTree.ts';
import type { ImageAccess } from '../../images/imageAccess.ts';
import { number, plural } from '../../ui/quantities.ts';
import { findingLines } from '../audit/findingLines.ts';
import { type ChosenPage, chooseFindings } from '../audit/findingLocations.ts';
import type { AuditedPage, Problems } from '../audit/problems.ts';
import type { DocsDependencies } from '../dependencies.ts';
import type { FindingsCommand } from '../register.ts';
import { isWritable, writableFindings, writeFindings } from '../write/writeFindings.ts';
import { ignoreFindings, markFindings } from './findingActions.ts';
import { FindingRows } from './findingRows.ts';
import type { Row } from './row.ts';

export interface FindingsView extends vscode.Disposable {
  readonly commands: Readonly<Record<FindingsCommand, (...args: unknown[]) => unknown>>;
  /** Runs an audit, while the view says so. */
  readonly whileAuditing: <Result>(run: () => Promise<Result>) => Promise<Result>;
}

export interface FindingsViewOptions {
  readonly problems: Problems;
  readonly dependencies: DocsDependencies;
  readonly thumbnailUrl: ImageAccess['thumbnailUrl'];
  /** Remembers how the rows are grouped. */
  readonly memory: vscode.Memento;
}

const groupingKey = 'askClaude.findings.grouping';

/** The view of what the audit has found, which the editor shows once there was one. */
export function createFindingsView(options: FindingsViewOptions): FindingsView {
  const { problems, memory } = options;
  const grouping: Grouping = memory.get(groupingKey) === 'rule' ? 'rule' : 'file';
  const rows = new FindingRows(problems, grouping, options.thumbnailUrl);
  const view = vscode.window.createTreeView<Row>('askClaude.findings', {
    treeDataProvider: rows,
    ...{ canSelectMany: true, showCollapseAll: true },
  });
  setContext('findingsByRule', grouping === 'rule');
  const listening = vscode.Disposable.from(
    rows.onDidChangeTreeData(() => {
      view.badge = badgeOf(problems.pages());
    }),
    view.onDidExpandElement(({ element }) => rows.expand(element, true)),
    view.onDidCollapseElement(({ element }) => rows.expand(element, false)),
  );
  const group = async (by: Grouping) => {
    setContext('findingsByRule', by === 'rule');
    rows.group(by);
    await memory.update(groupingKey, by);
  };
  return {
    commands: commandsOf(options, rows, view, group),
    whileAuditing: async (run) => {
      setContext('audit', 'running');
      try {
        return await run();
      } finally {
        setContext('audit', problems.hasRun() ? 'done' : undefined);
      }
    },
    dispose: () => vscode.Disposable.from(listening, view, rows).dispose(),
  };
}

function commandsOf(
  { problems, dependencies }: FindingsViewOptions,
  rows: FindingRows,
  view: vscode.TreeView<Row>,
  group: (by: Grouping) => Promise<void>,
): FindingsView['commands'] {
  /** What a menu was opened on, else what is selected. */
  const chosenRows = ([row, selected]: readonly unknown[]): readonly Row[] => {
    const named = Array.isArray(selected) ? selected : row === undefined ? view.selection : [row];
    return named.filter((one) => rows.isRow(one));
  };
  const about = (run: (chosen: readonly ChosenPage[]) => unknown) => (args: readonly unknown[]) => {
    const chosen = chosenIn(rows, chosenRows(args), () => true);
    return chosen.length > 0 ? run(chosen) : undefined;
  };
  const [mark, ignore] = [about(markFindings), about(ignoreFindings)];
  return {
    'findings.write': (...args) => writeFindings(dependencies, writable(rows, chosenRows(args))),
    'findings.writeAll': () => writeFindings(dependencies, writableFindings(problems.pages())),
    'findings.markDecorative': (...args) => mark(args),
    'findings.ignoreRule': (...args) => ignore(args),
    'findings.copy': async (...args) => {
      const lines = [...rows.tree.chosen(findingNodes(chosenRows(args)))].flatMap(([page, own]) =>
        findingLines(page, own),
      );
      if (lines.length > 0) await vscode.env.clipboard.writeText(`${lines.join('\n')}\n`);
    },
    'findings.groupByFile': () => group('file'),
    'findings.groupByRule': () => group('rule'),
    'findings.showMore': (row) => rows.showMore(row),
  };
}

type FindingRow = Exclude<Row, { kind: 'more' }>;

function findingNodes(rows: readonly Row[]): readonly FindingRow[] {
  return rows.filter((row) => row.kind !== 'more');
}

function chosenIn(
  { tree }: FindingRows,
  rows: readonly Row[],
  isWanted: (finding: AuditedPage['findings'][number]) => boolean,
): readonly ChosenPage[] {
  const found = tree.chosen(findingNodes(rows));
  return chooseFindings(
    [...found.keys()],
    (finding, page, index) => isWanted(finding) && (found.get(page)?.includes(index) ?? false),
  );
}

/** What may well be intended is written where it, or its rule, was chosen, but not with the whole of a file. */
function writable(rows: FindingRows, chosen: readonly Row[]): readonly ChosenPage[] {
  const isWhole = (row: Row) => row.kind === 'file' && row.rule === undefined;
  const named = chosenIn(
    rows,
    chosen.filter((row) => !isWhole(row)),
    isWritable,
  );
  const whole = chosenIn(rows, chosen.filter(isWhole), (one) => one.severity !== 'hint' && isWritable(one));
  const byUri = new Map<string, ChosenPage>();
  for (const page of [...named, ...whole]) {
    const keys = byUri.get(page.uri.toString())?.keys ?? [];
    byUri.set(page.uri.toString(), { uri: page.uri, keys: new Set([...keys, ...page.keys]) });
  }
  return [...byUri.values()];
}

function badgeOf(pages: readonly AuditedPage[]): vscode.ViewBadge | undefined {
  const value = pages.reduce((sum, { findings }) => sum + findings.length, 0);
  if (value === 0) return undefined;
  const tooltip = plural(
    value,
    vscode.l10n.t('{0} problem with alt texts', number(value)),
    vscode.l10n.t('{0} problems with alt texts', number(value)),
  );
  return { value, tooltip };
}

function setContext(key: string, value: unknown): void {
  void vscode.commands.executeCommand('setContext', `askClaude.${key}`, value);
}
