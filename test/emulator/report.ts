import type { Accepted, ReceivedImage } from './request.ts';

/** The default answer, as Markdown: no model was called, and this is what arrived. */
export function describe(request: Accepted): string {
  const { images, question, earlierTurns, modelName } = request;
  return [
    `**No model was called.** This is the stand-in for the Messages API; it received **${counted(images.length, 'image')}** for \`${modelName}\`.`,
    ...(images.length > 0 ? [table(images)] : []),
    question === '' ? 'There was no question.' : `Question:\n\n${quote(question)}`,
    `Earlier turns: ${earlierTurns}`,
  ].join('\n\n');
}

function table(images: readonly ReceivedImage[]): string {
  const rows = images.map(({ mediaType, size, tokens, source }, index) => {
    const pixels = size ? `${size.width} × ${size.height}` : 'not fetched';
    return `| ${index + 1} | ${mediaType} | ${pixels} | ${tokens} | ${source} |`;
  });
  return ['| # | Type | Pixels | Tokens | Sent as |', '|---|---|---|---|---|', ...rows].join('\n');
}

function quote(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
