/** Mermaid without what would set it up. */
export interface Prepared {
  readonly text: string;
  /** Lines of the source before the first one of the text. */
  readonly skipped: number;
}

/**
 * Takes the comments, directives and front matter out of a diagram: colours, fonts and limits are the panel's. Lines keep
 * their places, so that the line of a mistake can be told. The title stays.
 */
export function prepared(source: string): Prepared {
  const text = source.replace(/\r\n?/g, '\n');
  const front = /^\s*---\n([\s\S]*?)\n---[ \t]*(?:\n|$)/.exec(text);
  const title = /^title:[ \t]*(\S[^\n]*)$/m.exec(front?.[1] ?? '')?.[1];
  const body = front ? emptied(front[0]) + text.slice(front[0].length) : text;
  const plain = body.replace(/%%\{[\s\S]*?\}%%/g, emptied).replace(/^[ \t]*%%[^\n]*/gm, '');
  const start = plain.search(/\S/);
  const skipped = plain.slice(0, Math.max(0, start)).split('\n').length - 1;
  const diagram = plain.slice(Math.max(0, start)).trimEnd();
  return { text: title ? `---\ntitle: ${JSON.stringify(title)}\n---\n${diagram}` : diagram, skipped };
}

/** As many empty lines. */
function emptied(text: string): string {
  return text.replace(/[^\n]/g, '');
}
