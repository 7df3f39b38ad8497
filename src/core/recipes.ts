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
}

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
  },
  {
    id: 'extractTable',
    title: 'Extract Table',
    instruction: `Transcribe every table or chart in the image as a Markdown table with a header row and the same number of cells in each row. Keep numbers and units exactly as they are, and check digits that look like letters. ${uncertain} ${onlyTheResult}`,
    minImages: 1,
    inserts: 'answer',
  },
  {
    id: 'toMermaid',
    title: 'Convert Diagram to Mermaid',
    instruction: `Convert the diagram in the image to Mermaid, in one code block marked mermaid. Keep every node, edge, direction and label; quote labels that hold punctuation. Choose the diagram type that fits: flowchart, sequence, class, state, entity relationship or gantt. ${onlyTheResult}`,
    minImages: 1,
    inserts: 'answer',
  },
  {
    id: 'toCode',
    title: 'Read Code from Screenshot',
    instruction: `Transcribe the code in the image into one code block that names its language. Keep indentation, comments, spelling and line breaks exactly; leave out line numbers and the editor around it. ${onlyTheResult}`,
    minImages: 1,
    inserts: 'codeBlock',
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
  return firstCodeBlock(answer) ?? answer;
}

const FENCE = /^(?:`{3,}|~{3,})/;

/** The lines between the first fence and the one that closes it, which is at least as long. */
function firstCodeBlock(markdown: string): string | undefined {
  const lines = markdown.split(/(?<=\n)/);
  const opening = lines.findIndex((line) => FENCE.test(line));
  const fence = FENCE.exec(lines[opening] ?? '')?.[0];
  if (fence === undefined) return undefined;
  const closing = lines.findIndex((line, index) => index > opening && line.startsWith(fence));
  return closing < 0 ? undefined : lines.slice(opening + 1, closing).join('');
}
