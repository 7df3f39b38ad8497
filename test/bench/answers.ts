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
  1. and one below it, with $x_${index} = \\sqrt{${index}}$
  2. and another one

> The sum of part ${index} is wrong, as the last row says.

${head}${[1, 2, 3, 4].map(row).join('')}
\`\`\`ts
${code(index)}\`\`\`

$$
\\sum_{i=1}^{${index}} x_i^2 = \\frac{a_${index}}{b}
$$

${index % 10 === 3 ? fenced('mermaid', diagrams[Math.floor(index / 10) % diagrams.length] ?? '') : ''}`;

const steps = Array.from({ length: 12 }, (_, index) => index);

/** As large as models draw them. */
const diagrams = [
  `flowchart TD\n${steps.map((step) => `  n${step}[Step number ${step}] -->|then ${step}| n${step + 1}{Is it ${step}?}`).join('\n')}`,
  `sequenceDiagram\n${steps.map((step) => `  Client->>Server: request number ${step}\n  Server-->>Client: answer ${step}`).join('\n')}`,
  `classDiagram\n${steps.map((step) => `  class C${step} {\n    +String name\n    +run(x) int\n  }\n  C${step} <|-- C${step + 1}`).join('\n')}`,
  `erDiagram\n${steps.map((step) => `  T${step} ||--o{ T${step + 1} : has`).join('\n')}`,
];

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\`\n\n`;
}

/** Answers of 50,000 characters. */
export const answers: Readonly<Record<string, string>> = {
  'plain text': filled((index) => `${words.repeat(4 + (index % 3))}\n\n`),
  mixed: filled(section),
  'mixed without diagrams': filled(section).replaceAll('```mermaid', '```text'),
  'one block of code': `\`\`\`ts\n${filled(code)}\n\`\`\`\n`,
  'one table': `${head}${filled(row)}`,
  'one list': filled((index) => `- point ${index}: ${words}\n`),
  'lists in a list': filled((index) => `${index + 1}. point **${index}**\n   - ${words}\n     - ${words}\n`),
  'one quote': filled((index) => `> ${words.repeat(2 + (index % 2))}\n>\n`),
  'one paragraph': filled((index) => `${words} **${index}** \`x${index}\``),
};

function filled(part: (index: number) => string): string {
  let text = '';
  for (let index = 0; text.length < size; index++) text += part(index);
  return text.slice(0, size);
}
