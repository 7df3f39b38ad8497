import { codeBlocks } from './extract/codeBlock.ts';

/**
 * The questions with a name. One row is one recipe: the commands and menus of package.json are written from this
 * table (`npm run manifest`), and the pipeline does the same for every row.
 */
export interface Recipe {
  /** The command is `askClaude.` + id. */
  readonly id: string;
  /** The title in menus and on the chip: the only words for people in core. */
  readonly title: string;
  /** The instruction to the model. */
  readonly instruction: string;
  /** Fewest images that make sense. */
  readonly minImages: number;
  /** The part of an answer that Insert takes: all of it, or the inside of its first code block. */
  readonly inserts: 'answer' | 'codeBlock';
  /** What the answer is checked as before it is offered. */
  readonly extracts?: ExtractionKind;
}

export type ExtractionKind = 'text' | 'table' | 'diagram' | 'code';

const onlyTheResult = 'Answer with the result alone: no introduction, no closing remark.';
const uncertain = 'Mark what you cannot read with certainty as [unclear], and never guess it.';

export const recipes: readonly Recipe[] = [
  {
    id: 'describe',
    title: 'Describe',
    instruction:
      'Describe what is in the image for somebody who works on this project: first the one sentence that matters most, then the details worth knowing. Quote the important text in it word for word.',
    minImages: 1,
    inserts: 'answer',
  },
  {
    id: 'altText',
    title: 'Write Alt Text',
    instruction: `Write alternative text for the image, for readers who cannot see it. Say what it tells the reader of a document, not what it looks like. One or two short sentences, at most 150 characters, without "image of" or "picture of". ${onlyTheResult}`,
    minImages: 1,
    inserts: 'answer',
  },
  {
    id: 'extractText',
    title: 'Extract Text',
    instruction: `Transcribe all text in the image as Markdown, in reading order. Keep headings, lists, tables, emphasis and code as such, and put code into fences that name its language. Keep spelling, case and punctuation exactly as they are. ${uncertain} ${onlyTheResult}`,
    minImages: 1,
    inserts: 'answer',
    extracts: 'text',
  },
  {
    id: 'extractTable',
    title: 'Extract Table',
    instruction: `Transcribe every table in the image, and the data of every chart: as a JSON object with the list "tables". Each has "rows", all rows from top to bottom with the headings first, each with the same number of cells as texts; "headerRows", how many of them are headings; "merged", for each cell that spans several rows or columns its row and column, counted from 0, with rowSpan and columnSpan (its text stands in the first of them, the others are empty); "title", its caption; "estimated", true for values that you read off a chart. Name units in the headings of a chart. Keep numbers, units and marks exactly as they are, and check digits that look like letters. ${uncertain} ${onlyTheResult}`,
    minImages: 1,
    inserts: 'answer',
    extracts: 'table',
  },
  {
    id: 'toMermaid',
    title: 'Convert Diagram to Mermaid',
    instruction: `Convert the diagram in the image to Mermaid, in one code block marked mermaid. Keep every node, edge, direction and label; quote labels that hold punctuation. Choose the diagram type that fits: flowchart, sequence, class, state, entity relationship, gantt or mindmap. ${onlyTheResult}`,
    minImages: 1,
    inserts: 'answer',
    extracts: 'diagram',
  },
  {
    id: 'toCode',
    title: 'Read Code from Screenshot',
    instruction: `Transcribe the code in the image into one code block that names its language. Keep indentation, comments, spelling and line breaks exactly; leave out line numbers and the editor around it. ${onlyTheResult}`,
    minImages: 1,
    inserts: 'codeBlock',
    extracts: 'code',
  },
  {
    id: 'compare',
    title: 'Compare Images',
    instruction:
      'Compare the images. Start with the difference that matters most, then list the others by importance, each with where it is and what it was before and after. Say what is the same only where that is surprising.',
    minImages: 2,
    inserts: 'answer',
  },
];

/** The recipe of an empty question. */
export const defaultRecipe = 'describe';

/** A row of the table, or of `custom`. */
export function recipeOf(id: string, custom: readonly Recipe[] = []): Recipe | undefined {
  return [...recipes, ...custom].find((recipe) => recipe.id === id);
}

/** The part of an answer that Insert puts into a document. */
export function insertable(recipe: Recipe | undefined, answer: string): string {
  if (recipe?.inserts !== 'codeBlock') return answer;
  const [block, ...others] = codeBlocks(answer);
  // What was read from the picture of two files is both of them.
  const isAll = others.length === 0 || recipe.extracts === undefined;
  return block?.closed && isAll ? block.code : answer;
}
