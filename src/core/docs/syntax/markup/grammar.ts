import type { Dialect } from './tag.ts';
import { TEMPLATE_START } from './template/templateDelimiters.ts';

/** Characters of one kind: `run` matches any number of them, up to where template code may start; `one` just one. */
export interface Characters {
  readonly run: RegExp;
  readonly one: RegExp;
}

/** The characters that names and values without quotes are made of. */
export interface Grammar {
  readonly name: Characters;
  readonly attributeStart: RegExp;
  readonly attribute: Characters;
  readonly unquoted: Characters;
  /** HTML allows `a=>`. */
  readonly emptyValues: boolean;
}

export function grammarOf({ strict, braces, templates }: Dialect): Grammar {
  return braces ? BRACED : strict ? STRICT : templates ? TEMPLATED : HTML;
}

function characters(one: string, templates: boolean): Characters {
  const run = templates ? `(?:(?!${TEMPLATE_START})(?:${one}))*` : `(?:${one})*`;
  return { run: new RegExp(run, 'y'), one: new RegExp(one, 'y') };
}

function html(templates: boolean): Grammar {
  return {
    name: characters('[^\\s/>]', templates),
    attributeStart: /[^\s/>]/y,
    attribute: characters('[^\\s/>=]', templates),
    // A `/>` ends the tag, against the letter of HTML: nobody means a file called `a.png/`.
    unquoted: characters('[^\\s>/]|/(?!>)', templates),
    emptyValues: true,
  };
}

const HTML = html(false);
const TEMPLATED = html(true);
const STRICT: Grammar = {
  name: characters('[^\\s/>"\'<={}]', true),
  attributeStart: /[A-Za-z_:@#.$]/y,
  attribute: characters('[\\w:.@#$-]', true),
  unquoted: characters('[^\\s"\'=<>`/]|/(?!>)', true),
  emptyValues: false,
};
const BRACED: Grammar = {
  name: characters('[^\\s/>"\'<={}]', false),
  attributeStart: /[^\s"'<>/={}]/y,
  attribute: characters('[^\\s"\'<>/={}]', false),
  unquoted: characters('[^\\s"\'<>`/]|/(?!>)', false),
  emptyValues: false,
};
