import { probeSvg, svgRoot } from '../../probe/svg.ts';

/**
 * The drawing in terms of what resvg knows: with a namespace, which those copied from a page lack, with a size in
 * pixels, as browsers give it one, and with the text of
 * HTML parts, which Mermaid and draw.io put their labels in, as SVG text in the middle of their place.
 */
export function plainSvg(text: string): string {
  const root = svgRoot(text);
  if (root === undefined) return text;
  const prologue = text.slice(0, text.length - root.length);
  return prologue + withSize(root).replace(foreignObject, labelOf);
}

const rootTag = /^<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>/;
const size = /\s(?:width|height)\s*=\s*(?:"[^"]*"|'[^']*')/g;

function withSize(root: string): string {
  const header = probeSvg(root);
  if ('reason' in header) return root;
  return root.replace(rootTag, (tag) =>
    tag
      .replace(size, '')
      .replace(/\/?>$/, (end) => `${namespace(tag)} width="${header.width}" height="${header.height}"${end}`),
  );
}

function namespace(tag: string): string {
  return /\sxmlns[:\s=]/.test(tag) ? '' : ' xmlns="http://www.w3.org/2000/svg"';
}

const foreignObject = /<foreignObject\b([^>]*)>((?:(?!<foreignObject\b)[\s\S])*?)<\/foreignObject>/g;

// draw.io writes its place in per cent, and plain text beside it for programs like ours.
function labelOf(whole: string, attributes: string, content: string): string {
  if (attributes.includes('%')) return whole;
  const number = (name: string) => Number(new RegExp(`\\s${name}="([\\d.-]+)`).exec(attributes)?.[1] ?? 0);
  const lines = content
    .replace(/<br\s*\/?>|<\/(?:p|div|li|tr|h\d)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
  if (lines.length === 0) return '';
  const x = number('x') + number('width') / 2;
  const y = number('y') + number('height') / 2;
  const text = lines.map((line, place) => {
    const dy = (place - (lines.length - 1) / 2) * lineHeight + baseline;
    return `<tspan x="${x}" y="${y + dy}">${line}</tspan>`;
  });
  return `<text text-anchor="middle" font-size="${fontSize}" font-family="sans-serif" xml:space="preserve">${text.join('')}</text>`;
}

const fontSize = 16;
const lineHeight = 20;
/** From the middle of a line down to its baseline. */
const baseline = 5.5;
