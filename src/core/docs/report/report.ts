import { findingRange } from '../audit/findingRange.ts';
import { findingText, type Localize } from '../audit/findingText.ts';
import type { AuditFinding } from '../audit/pageAudit.ts';
import type { RuleId, Severity } from '../audit/rules.ts';
import { nameOf, percentDecoded, withoutQuery } from '../files/paths.ts';
import { type Position, positionsIn } from '../text/lines.ts';

/** A finding as reports show it. */
export interface ReportRow {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** Path of the document, with `/` between names. */
  readonly file: string;
  /** Counted from 1, as compilers do; columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  /** The path or address of the image, as the document writes it. */
  readonly source: string;
  /** Its alt text; '' where there is none. */
  readonly alt: string;
}

export interface ReportTotals {
  /** Without badges. */
  readonly images: number;
  /** Those that were read. */
  readonly documents: number;
  readonly errors: number;
  readonly warnings: number;
  readonly hints: number;
}

/** Writes a report piece by piece, so that the first findings are seen before the last document is read. */
export interface Reporter {
  readonly begin?: () => string;
  /** Called for every document, in order; '' for those of which nothing is said. */
  readonly document: (file: string, rows: readonly ReportRow[]) => string;
  readonly end?: (totals: ReportTotals) => string;
}

/** The rows of one document, in its order. `maxLength` is that of its alt texts, in characters. */
export function rowsOf(
  document: { readonly file: string; readonly text: string },
  findings: readonly AuditFinding[],
  maxLength: number,
  t: Localize,
): readonly ReportRow[] {
  if (findings.length === 0) return [];
  const at = positionsIn(document.text);
  return findings.map((finding) => {
    const { rule, severity, reference } = finding;
    const { start, end } = findingRange(finding);
    return {
      ...{ rule, severity, file: document.file },
      ...placed(at(start), at(end)),
      message: findingText(finding, imageName(reference.source.text, t), maxLength, t),
      source: reference.source.text,
      alt: reference.alt.state === 'text' ? reference.alt.text : '',
    };
  });
}

function placed(start: Position, end: Position) {
  return {
    ...{ line: start.line + 1, column: start.character + 1 },
    ...{ endLine: end.line + 1, endColumn: end.character + 1 },
  };
}

function imageName(source: string, t: Localize): string {
  if (/^data:/i.test(source)) return t('The embedded image');
  return nameOf(percentDecoded(withoutQuery(source))) || source;
}

export function totalsOf(totals: ReportTotals, images: number, rows: readonly ReportRow[]): ReportTotals {
  const many = (severity: Severity) => rows.filter((row) => row.severity === severity).length;
  return {
    images: totals.images + images,
    documents: totals.documents + 1,
    errors: totals.errors + many('error'),
    warnings: totals.warnings + many('warning'),
    hints: totals.hints + many('hint'),
  };
}
