import { box, circle, type Picture, picture, text } from './svg.ts';

const code = [
  'export async function* readings(station: Station) {',
  '  let since = await station.lastSeen();',
  '  for (;;) {',
  '    const batch = await station.fetch({ since, limit: 50 });',
  '    if (batch.length === 0) return;',
  '    yield* batch;',
  '    since = batch.at(-1).takenAt;',
  '  }',
  '}',
];

const colours: readonly [RegExp, string][] = [
  [/^(?:export|async|function|let|await|for|const|if|return|yield)\b/, '#c792ea'],
  [/^\d+/, '#f78c6c'],
  [/^[A-Z]\w*/, '#ffcb6b'],
  [/^\w+(?=\()/, '#82aaff'],
  [/^(?:\w+|\s+|[^\w\s])/, '#d6deeb'],
];

/** The picture of source code that people send instead of the code. */
export function snippet(): Picture {
  const style = { 'font-family': 'JetBrains Mono', 'font-size': 21 };
  return picture(900, 440, [
    box(0, 0, 900, 440, { fill: '#c3dafe', rx: 0 }),
    box(40, 40, 820, 360, { fill: '#011627', rx: 14 }),
    ...['#ff5f56', '#ffbd2e', '#27c93f'].map((fill, index) => circle(70 + index * 26, 68, 7, { fill })),
    text(450, 74, 'readings.ts', { ...style, 'font-size': 16, fill: '#5f7e97', 'text-anchor': 'middle' }),
    ...code.flatMap((words, index) => {
      let x = 66;
      return tokens(words).map(([token, fill]) => {
        const drawn = text(x, 122 + index * 31, token, { ...style, fill });
        // Every letter of the face is 0.6 of its size wide.
        x += token.length * 12.6;
        return drawn;
      });
    }),
  ]);
}

function tokens(words: string): [string, string][] {
  const found: [string, string][] = [];
  for (let rest = words; rest !== ''; ) {
    const [pattern, colour] = colours.find(([each]) => each.test(rest)) ?? [/^./, '#d6deeb'];
    const token = pattern.exec(rest)?.[0] ?? rest;
    found.push([token, colour]);
    rest = rest.slice(token.length);
  }
  return found;
}
