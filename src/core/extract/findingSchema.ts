import * as v from 'valibot';
import type { ExtractionFinding } from './extractor.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const texts = v.array(v.string());
const cell = { table: count, row: count, column: count };

/** A finding as it comes back from storage. */
export const findingSchema: v.GenericSchema<unknown, ExtractionFinding> = v.variant('what', [
  v.object({ what: v.literal('incomplete') }),
  v.object({ what: v.literal('brokenJson') }),
  v.object({ what: v.literal('padded'), table: count, rows: v.array(count) }),
  v.object({ what: v.literal('digit'), ...cell, before: v.string(), after: v.string() }),
  v.object({ what: v.literal('mixedMarks'), table: count, column: count }),
  v.object({ what: v.literal('sum'), ...cell, stated: v.string(), sum: v.string() }),
  v.object({ what: v.literal('unclear'), ...cell }),
  v.object({ what: v.literal('beyondLimits'), table: count, rows: count, columns: count }),
  v.object({ what: v.literal('tablesLeftOut'), amount: count }),
  v.object({ what: v.literal('moreCells'), amount: count }),
  v.object({ what: v.literal('mergedDropped'), table: count, amount: count }),
  v.object({ what: v.literal('estimated'), table: count }),
  v.object({ what: v.literal('notRead'), as: v.picklist(['table', 'data', 'diagram']) }),
  v.object({ what: v.literal('unclearText'), amount: count, near: texts }),
  v.object({ what: v.literal('brackets'), bracket: v.string(), line: count }),
  v.object({ what: v.literal('lineNumbersRemoved') }),
  v.object({ what: v.literal('promptsRemoved') }),
  v.object({ what: v.literal('diagramFault'), line: v.exactOptional(count), detail: v.string() }),
  v.object({ what: v.literal('diagramUnchecked') }),
  v.object({ what: v.literal('nodesDiffer'), missing: texts, extra: texts }),
  v.object({ what: v.literal('edgesDiffer'), drawn: count, counted: count }),
  v.object({ what: v.literal('notCounted') }),
  v.object({ what: v.literal('schema'), path: v.string(), detail: v.string() }),
]);
