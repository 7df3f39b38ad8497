import * as v from 'valibot';

/** What a menu of a webview says about the image under the mouse. */
export type MenuContext =
  | { readonly kind: 'preview'; readonly document: string; readonly source: string }
  | { readonly kind: 'output'; readonly outputId: string }
  | { readonly kind: 'other' };

const text = v.pipe(v.string(), v.maxLength(50_000_000));

/** The built-in Markdown preview: the address of the document, and of the image as the document has it. */
const preview = v.object({ resource: text, imageSource: text });

/** The output of a notebook's cell. */
const output = v.object({ outputId: text });

export function menuContext(argument: unknown): MenuContext {
  const shown = v.safeParse(preview, argument);
  if (shown.success)
    return { kind: 'preview', document: shown.output.resource, source: shown.output.imageSource };
  const put = v.safeParse(output, argument);
  return put.success ? { kind: 'output', outputId: put.output.outputId } : { kind: 'other' };
}
