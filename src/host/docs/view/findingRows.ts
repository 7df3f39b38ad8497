import * as vscode from 'vscode';
import { createFindingTree, type Grouping } from '../../../core/docs/audit/findingTree.ts';
import type { ImageAccess } from '../../images/imageAccess.ts';
import { signalOf } from '../../ui/progress.ts';
import { type AuditedPage, createLookups, type Problems } from '../audit/problems.ts';
import { findingItem, itemOf } from './findingItem.ts';
import { tooltipOf } from './findingTooltip.ts';
import type { Row } from './row.ts';

/** Rows of a level that are shown at first, and that each "more" adds. */
const step = 1000;

/** Milliseconds in which changes become one. */
const pause = 200;

/** The rows of the view, made when the editor asks for them, and again soon after the findings have changed. */
export class FindingRows implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #problems: Problems;
  readonly #thumbnailUrl: ImageAccess['thumbnailUrl'];
  readonly #changes = new vscode.EventEmitter<undefined>();
  readonly #listening: vscode.Disposable;
  /** The rows that the editor has, of which others may tell. */
  readonly #made = new WeakSet<object>();
  /** How many rows of a level are shown, where it was asked for more. */
  readonly #limits = new Map<string, number>();
  /** Ids of rows that are open; the editor forgets it of those that another grouping takes away. */
  readonly #expanded = new Set<string>();
  #grouping: Grouping;
  #tree: ReturnType<typeof createFindingTree<AuditedPage>> | undefined;
  #lookups = createLookups();
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.#changes.event;

  constructor(problems: Problems, grouping: Grouping, thumbnailUrl: ImageAccess['thumbnailUrl']) {
    this.#problems = problems;
    this.#grouping = grouping;
    this.#thumbnailUrl = thumbnailUrl;
    this.#listening = problems.onDidChange(() => {
      this.#timer ??= setTimeout(() => this.#refresh(), pause);
    });
  }

  get tree(): ReturnType<typeof createFindingTree<AuditedPage>> {
    this.#tree ??= createFindingTree(this.#problems.pages(), this.#grouping);
    return this.#tree;
  }

  group(grouping: Grouping): void {
    this.#grouping = grouping;
    this.#limits.clear();
    this.#refresh();
  }

  /** The user has opened a row, or closed it. */
  expand({ id }: Row, isExpanded: boolean): void {
    if (isExpanded) this.#expanded.add(id);
    else this.#expanded.delete(id);
  }

  showMore(row: unknown): void {
    if (!this.isRow(row) || row.kind !== 'more') return;
    this.#limits.set(row.parent, this.#limitOf(row.parent) + step);
    this.#changes.fire(undefined);
  }

  isRow(value: unknown): value is Row {
    return typeof value === 'object' && value !== null && this.#made.has(value);
  }

  getChildren(row?: Row): Row[] {
    if (row?.kind === 'more') return [];
    const parent = row?.id ?? '';
    const all = this.tree.children(row);
    const rows: Row[] = all.slice(0, this.#limitOf(parent));
    const left = all.length - rows.length;
    if (left > 0) rows.push({ kind: 'more', id: `more ${parent}`, parent, left });
    for (const one of rows) this.#made.add(one);
    return rows;
  }

  getTreeItem(row: Row): vscode.TreeItem | Thenable<vscode.TreeItem> {
    if (row.kind === 'finding') return findingItem(row, this.#lookups);
    const item = itemOf(row);
    if (this.#expanded.has(row.id)) item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
    return item;
  }

  async resolveTreeItem(
    item: vscode.TreeItem,
    row: Row,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    if (row.kind === 'finding')
      item.tooltip = await tooltipOf(row, this.#lookups, this.#thumbnailUrl, signalOf(token));
    return item;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listening.dispose();
    this.#changes.dispose();
  }

  #refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#tree = undefined;
    this.#lookups = createLookups();
    this.#changes.fire(undefined);
  }

  #limitOf(parent: string): number {
    return this.#limits.get(parent) ?? step;
  }
}
