import type { AnswerRequest } from '../api/answerTypes.ts';
import type { TableFinding } from './table/table.ts';

/** How the answer to one kind of extraction is read, and checked before it is offered. */
export interface Extractor {
  /** JSON schema that the answer follows. */
  readonly schema?: AnswerRequest['schema'];
  /** How often a faulty answer goes back to the model. */
  readonly repairs: number;
  /** An answer that still arrives, as Markdown. */
  readonly preview: (answer: string) => Promise<string>;
  /** Checks a whole answer. */
  readonly read: (answer: string) => Promise<Extracted>;
}

/** What was read from an answer. */
export interface Extracted {
  /** To be shown and inserted. */
  readonly markdown: string;
  readonly findings: readonly ExtractionFinding[];
  /** What is wrong with the answer, in words for the model; it may answer again. */
  readonly complaint?: string;
  /** A question that the same images are asked once more, without what was said before, to check the answer. */
  readonly control?: ControlQuestion;
}

export interface ControlQuestion {
  readonly text: string;
  readonly schema: NonNullable<AnswerRequest['schema']>;
  readonly compare: (answer: string) => readonly ExtractionFinding[];
}

/** Something about what was extracted that the reader has to know. Lines, rows and columns count from 1. */
export type ExtractionFinding =
  | TableFinding
  /** No table, or no JSON, was in the answer, which is offered as it is. */
  | { readonly what: 'notRead'; readonly as: 'table' | 'data' | 'diagram' }
  /** Places that the model could not read with certainty. */
  | { readonly what: 'unclearText'; readonly amount: number; readonly near: readonly string[] }
  | { readonly what: 'brackets'; readonly bracket: string; readonly line: number }
  | { readonly what: 'lineNumbersRemoved' }
  | { readonly what: 'promptsRemoved' }
  /** Mermaid cannot draw it. */
  | { readonly what: 'diagramFault'; readonly line?: number; readonly detail: string }
  /** A language that is not checked here. */
  | { readonly what: 'diagramUnchecked' }
  /** A second look at the image found these as well, or did not find them. */
  | { readonly what: 'nodesDiffer'; readonly missing: readonly string[]; readonly extra: readonly string[] }
  | { readonly what: 'edgesDiffer'; readonly drawn: number; readonly counted: number }
  /** The second look failed. */
  | { readonly what: 'notCounted' }
  /** The data break the schema at this JSON pointer. */
  | { readonly what: 'schema'; readonly path: string; readonly detail: string };
