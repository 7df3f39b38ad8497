import type { Range } from '../imageReference.ts';
import type { AuditFinding } from './pageAudit.ts';
import { isFileRule } from './rules.ts';

/** The words where there are some; the path of a file that has a fault unless it stands somewhere else in the document. */
export function findingRange({ rule, reference: { range, alt, source } }: AuditFinding): Range {
  const best = isFileRule(rule) ? source.range : alt.state === 'text' ? alt.range : range;
  return range.start <= best.start && best.end <= range.end ? best : range;
}
