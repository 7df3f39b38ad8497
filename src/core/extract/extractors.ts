import type { ValidateFunction } from 'ajv';
import { type ExtractionKind, recipeOf } from '../recipes.ts';
import { asCodeBlock } from './codeBlock.ts';
import type { ParseMermaid } from './diagram/readDiagram.ts';
import type { Extractor } from './extractor.ts';
import { TABLES_SCHEMA } from './table/tableAnswer.ts';

export interface ExtractorsDependencies {
  /** Mermaid itself, which is not part of the core. */
  readonly parseMermaid: ParseMermaid;
}

/** The extractor of a recipe; undefined for one whose answer is taken as it is. */
export function createExtractors({
  parseMermaid,
}: ExtractorsDependencies): (recipe: string | undefined) => Extractor | undefined {
  const kinds: Readonly<Record<ExtractionKind, Extractor>> = {
    text: { ...asWritten, read: async (answer) => (await import('./text/readText.ts')).readText(answer) },
    code: { ...asWritten, read: async (answer) => (await import('./code/readCode.ts')).readCode(answer) },
    table: {
      schema: TABLES_SCHEMA,
      repairs: 1,
      preview: async (answer) => (await import('./table/readTable.ts')).previewTable(answer),
      read: async (answer) => (await import('./table/readTable.ts')).readTable(answer),
    },
    diagram: {
      ...asWritten,
      repairs: 2,
      read: async (answer) => (await import('./diagram/readDiagram.ts')).readDiagram(answer, parseMermaid),
    },
  };
  return (recipe = '') => {
    const kind = recipeOf(recipe)?.extracts;
    return kind && kinds[kind];
  };
}

const asWritten = { repairs: 0, preview: async (answer: string) => answer };

/** For data by a schema of the user; faults go back to the model once. `structured` is what the API may be given. */
export function dataExtractor(
  validator: () => Promise<ValidateFunction>,
  structured?: Extractor['schema'],
): Extractor {
  return {
    ...(structured && { schema: structured }),
    repairs: 1,
    preview: async (answer) =>
      asCodeBlock({ language: 'json', code: answer.replace(/^```\w*\n?|```\s*$/g, '') }),
    read: async (answer) => (await import('./data/readData.ts')).readData(answer, await validator()),
  };
}
