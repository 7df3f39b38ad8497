import type { Output, OutputForm } from './outputs.ts';

/** What was extracted from one image, in all its forms. */
export interface NamedOutputs {
  readonly name: string;
  readonly outputs: readonly Output[];
}

export interface JoinedOutputs<Source> {
  /** The one file; undefined where no image has the form. */
  readonly output?: Pick<Output, 'ending' | 'text'>;
  /** Those whose answer has no such form: prose would break a file of rows. */
  readonly others: readonly Source[];
}

/** Several extractions as the content of one file, in their order. */
export function joinOutputs<Source extends NamedOutputs>(
  sources: readonly Source[],
  form: OutputForm,
): JoinedOutputs<Source> {
  switch (form) {
    case 'markdownLines':
      return { output: { ending: 'md', text: sources.map((one) => linesOf(one)).join('\n') }, others: [] };
    case 'csv':
    case 'tsv':
    case 'json':
    case 'html':
      return rowsOf(sources, form);
    case 'code':
      return { output: codeOf(sources) ?? markdownOf(sources), others: [] };
    // A file holds one diagram.
    case 'markdown':
    case 'mermaid':
    case 'diagram':
      return { output: markdownOf(sources), others: [] };
  }
}

function inForm({ outputs }: NamedOutputs, form: OutputForm): Output | undefined {
  return outputs.find((one) => one.form === form);
}

function linesOf(source: NamedOutputs): string {
  return (inForm(source, 'markdownLines') ?? inForm(source, 'markdown'))?.text ?? '';
}

/** Each below the name of its image. */
function markdownOf(sources: readonly NamedOutputs[]): Pick<Output, 'ending' | 'text'> {
  const parts = sources.map((source) => {
    const text = inForm(source, 'markdown')?.text ?? '';
    return `<!-- ${source.name.replaceAll('--', '- -')} -->\n\n${text}`;
  });
  return { ending: 'md', text: parts.join('\n') };
}

/** One after the other, as pages of one file are; undefined for code of several languages. */
function codeOf(sources: readonly NamedOutputs[]): Pick<Output, 'ending' | 'text'> | undefined {
  const outputs = sources.map((source) => inForm(source, 'code'));
  const [first] = outputs;
  if (!first || outputs.some((output) => output?.ending !== first.ending)) return undefined;
  return { ending: first.ending, text: outputs.map((output) => output?.text ?? '').join('\n') };
}

function rowsOf<Source extends NamedOutputs>(
  sources: readonly Source[],
  form: 'csv' | 'tsv' | 'json' | 'html',
): JoinedOutputs<Source> {
  const fitting = sources.flatMap((source) => {
    const output = inForm(source, form);
    return output ? [{ name: source.name, text: output.text }] : [];
  });
  const others = sources.filter((source) => !inForm(source, form));
  if (fitting.length === 0) return { others };
  const separator = form === 'html' ? '\n' : '\r\n';
  const text = form === 'json' ? jsonOf(fitting) : fitting.map((one) => one.text).join(separator);
  return { output: { ending: form, text }, others };
}

/** One object, with the name of each image before its tables. */
function jsonOf(parts: readonly { readonly name: string; readonly text: string }[]): string {
  const named = Object.fromEntries(
    parts.map(({ name, text }): [string, unknown] => [name, JSON.parse(text)]),
  );
  return `${JSON.stringify(named, null, 2)}\n`;
}
