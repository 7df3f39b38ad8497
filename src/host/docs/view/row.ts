import type { FindingNode } from '../../../core/docs/audit/findingTree.ts';
import type { AuditedPage } from '../audit/problems.ts';

/** A row of the view. The last of a long level stands for those that are not shown yet. */
export type Row =
  | FindingNode<AuditedPage>
  | { readonly kind: 'more'; readonly id: string; readonly parent: string; readonly left: number };

export type RowOf<Kind extends Row['kind']> = Extract<Row, { kind: Kind }>;
