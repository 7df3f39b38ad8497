const size = 50_000;

const words =
  'The footer adds the discount twice, so the total of the last column is too low by the amount of the second row. ';

const code = (index: number) => `/** Adds what the rows of part ${index} hold. */
export function total${index}(rows: readonly Row[], rate = 0.${index % 10}5): number {
  const sum = rows.map((row) => row.price * row.count).reduce((all, one) => all + one, 0);
  return Math.round(sum * (1 + rate) * 100) / 100; // in euros
}

`;

const row = (index: number) =>
  `| A-${1000 + index} | Customer number ${index} | ${index % 17} | € ${(index * 7.25).toFixed(2)} |\n`;

const head = '| Order | Customer | Items | Total |\n|:------|:---------|------:|------:|\n';

const section = (index: number) => `## Part ${index}

${words.repeat(2)}See \`src/part${index}.ts:${index}\` and https://example.com/${index}.

- first **point** of ${index}
- second point, with *words* in it

${head}${[1, 2, 3, 4].map(row).join('')}
\`\`\`ts
${code(index)}\`\`\`

${index % 10 === 3 ? `\`\`\`mermaid\nflowchart LR\n  a${index} --> b\n  b --> c\n\`\`\`\n\n` : ''}`;

/** Answers of 50,000 characters. */
export const answers: Readonly<Record<string, string>> = {
  'plain text': filled((index) => `${words.repeat(4 + (index % 3))}\n\n`),
  mixed: filled(section),
  'one block of code': `\`\`\`ts\n${filled(code)}\n\`\`\`\n`,
  'one table': `${head}${filled(row)}`,
  'one list': filled((index) => `- point ${index}: ${words}\n`),
};

function filled(part: (index: number) => string): string {
  let text = '';
  for (let index = 0; text.length < size; index++) text += part(index);
  return text.slice(0, size);
}
