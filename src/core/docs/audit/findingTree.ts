import type { AuditFinding } from './pageAudit.ts';
import { type RuleId, ruleIds, type Severity } from './rules.ts';

/** A document with what was found in it, as far as the tree looks at it. */
export interface FoundPage {
  readonly uri: { readonly path: string; toString(): string };
  readonly findings: readonly Pick<AuditFinding, 'rule' | 'reference' | 'severity'>[];
}

export type Grouping = 'file' | 'rule';

/** A row of the tree. An id stays the same while the documents are edited. */
export type FindingNode<Page extends FoundPage> =
  | {
      readonly kind: 'rule';
      readonly id: string;
      readonly rule: RuleId;
      readonly count: number;
      /** The gravest of its findings. */
      readonly severity: Severity;
    }
  | {
      readonly kind: 'file';
      readonly id: string;
      readonly page: Page;
      /** Only what this rule has found. */
      readonly rule?: RuleId;
      readonly count: number;
    }
  | { readonly kind: 'finding'; readonly id: string; readonly page: Page; readonly index: number };

export interface FindingTree<Page extends FoundPage> {
  /** The rows below another; without one, those at the top. */
  readonly children: (node?: FindingNode<Page>) => readonly FindingNode<Page>[];
  /** The findings below these rows, each once: their places in `findings`, in its order. */
  readonly chosen: (nodes: readonly FindingNode<Page>[]) => ReadonlyMap<Page, readonly number[]>;
}

/** Findings as a tree: files by their paths, rules the gravest first, each with its files. Rows are made when asked for. */
export function createFindingTree<Page extends FoundPage>(
  pages: readonly Page[],
  grouping: Grouping,
): FindingTree<Page> {
  const order = new Intl.Collator(undefined, { numeric: true }).compare;
  const found = pages
    .filter(({ findings }) => findings.length > 0)
    .sort((one, other) => order(one.uri.path, other.uri.path));
  const children = (node?: FindingNode<Page>): readonly FindingNode<Page>[] => {
    switch (node?.kind) {
      case undefined:
        return grouping === 'file' ? found.map((page) => fileNode(page, page.findings.length)) : rules(found);
      case 'rule':
        return filesOf(found, node.rule);
      case 'file':
        return leaves(node.page, node.rule);
      case 'finding':
        return [];
    }
  };
  return { children, chosen: (nodes) => chosen(nodes, children) };
}

function rules<Page extends FoundPage>(pages: readonly Page[]): readonly FindingNode<Page>[] {
  const known = new Map<RuleId, { count: number; severity: Severity }>();
  for (const { findings } of pages)
    for (const { rule, severity } of findings) {
      const found = known.get(rule) ?? { count: 0, severity };
      known.set(rule, { count: found.count + 1, severity: graver(found.severity, severity) });
    }
  return ruleIds.flatMap((rule) => {
    const found = known.get(rule);
    return found ? [{ kind: 'rule', id: `rule ${rule}`, rule, ...found }] : [];
  });
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'hint'];

function graver(one: Severity, other: Severity): Severity {
  return SEVERITIES.find((severity) => severity === one || severity === other) ?? one;
}

function filesOf<Page extends FoundPage>(pages: readonly Page[], rule: RuleId): readonly FindingNode<Page>[] {
  return pages.flatMap((page) => {
    const count = page.findings.filter((finding) => finding.rule === rule).length;
    return count === 0 ? [] : [fileNode(page, count, rule)];
  });
}

function fileNode<Page extends FoundPage>(page: Page, count: number, rule?: RuleId): FindingNode<Page> {
  const id = `file ${rule ?? ''} ${page.uri}`;
  return { kind: 'file', id, page, count, ...(rule && { rule }) };
}

function leaves<Page extends FoundPage>(page: Page, rule: RuleId | undefined): readonly FindingNode<Page>[] {
  return findingKeys(page.findings).flatMap((key, index) => {
    const isWanted = rule === undefined || page.findings[index]?.rule === rule;
    return isWanted ? [{ kind: 'finding', id: `finding ${page.uri} ${key}`, page, index }] : [];
  });
}

/** A name for each finding of a document that it keeps while the text around it changes. */
export function findingKeys(
  findings: readonly Pick<AuditFinding, 'rule' | 'reference'>[],
): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, reference }) => {
    const name = `${rule} ${reference.source.text}`;
    const earlier = seen.get(name) ?? 0;
    seen.set(name, earlier + 1);
    return `${earlier} ${name}`;
  });
}

function chosen<Page extends FoundPage>(
  nodes: readonly FindingNode<Page>[],
  children: FindingTree<Page>['children'],
): ReadonlyMap<Page, readonly number[]> {
  const indexes = new Map<Page, Set<number>>();
  const add = (node: FindingNode<Page>) => {
    if (node.kind === 'rule') {
      for (const file of children(node)) add(file);
      return;
    }
    const known = indexes.get(node.page) ?? new Set();
    indexes.set(node.page, known);
    if (node.kind === 'finding') known.add(node.index);
    else
      node.page.findings.forEach(({ rule }, index) => {
        if (node.rule === undefined || rule === node.rule) known.add(index);
      });
  };
  for (const node of nodes) add(node);
  return new Map([...indexes].map(([page, own]) => [page, [...own].sort((a, b) => a - b)]));
}
