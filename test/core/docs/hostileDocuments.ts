import type { DocumentSyntax } from '../../../src/core/docs/imageReference.ts';

/** A text that is repeated, or a document that grows with `n`. */
export type Hostile = string | ((n: number) => string);

const tags: readonly Hostile[] = [
  ...[
    '<',
    '<img ',
    '<img src="',
    "<img src='",
    '<img src=a ',
    '<img alt="a" ',
    '<img src="a.png">',
    '<a ',
    '</a>',
    '<a>',
  ],
  ...[
    '<a href="x">',
    '<a b="',
    `<a b="<a c='`,
    '<a / ',
    '<a =',
    '<style ',
    '<style>',
    '<title>',
    '</',
    '<!',
    '<!--',
    '<!-->',
  ],
  ...[
    '<![CDATA[',
    '<?',
    '<?php ',
    '<p aria-hidden="true">',
    '<figure>',
    '<figcaption>a',
    '<a id="x">b',
    '<map name="a"><area href="b">',
  ],
  '<button><img src="a.png" alt="b"/></button>',
  (n) => `<a ${'b="c" '.repeat(n)}`,
  (n) => `<a ${' '.repeat(n)}`,
  (n) => `<a b="${'<a '.repeat(n)}`,
  (n) => `${'<div>'.repeat(n)}<img src="a.png">${'</div>'.repeat(n)}`,
  (n) => `<a href="b">${'<img src="a.png" alt="c"/>'.repeat(n)}</a>`,
  (n) =>
    `${'<img src="a.png" aria-labelledby="b"/>'.repeat(n)}<p id="b">${'words of a label '.repeat(n)}</p>`,
];

const braces: readonly Hostile[] = [
  ...[
    '{',
    '}',
    '{{',
    '{/*',
    '{//',
    '{<!--',
    '{"',
    "{'",
    '{`',
    '{`${',
    '${',
    '{"\\"',
    '{a',
    '{}',
    '{{}',
    '{ {} ',
  ],
  ...[
    '<a b={',
    '<a b={<a c={',
    '<a {',
    '<a {...',
    '<a b={"',
    '<a b={`',
    '<a b=`',
    '<a b="{',
    '{a && <b>',
    '{<a ',
    '{() => { return <a>',
  ],
  (n) => `${'{//'.repeat(n)}\n${'a;"b"'.repeat(n)}`,
  (n) => `${'{/*'.repeat(n)}*/${'{a '.repeat(n)}`,
  (n) => `<a ${'b={1} '.repeat(n)}`,
  (n) => `<a ${'b={1} '.repeat(n)}>`,
  (n) => `${'{('.repeat(n)}${')}'.repeat(n)}`,
];

const templates: readonly Hostile[] = [
  ...[
    '{{ "',
    "{{ '",
    '{{ a }}',
    '{{ " }}',
    '{{ </a> }}',
    '{% if a %}',
    '{% "',
    '{% raw %}',
    '{% comment %}',
    '{#',
    '{{!--',
    '{{{{a}}}}',
  ],
  ...[
    '{{/*',
    '{{{',
    '{!!',
    '<%',
    '<%= "',
    '<%--',
    '<?= "',
    '@*',
    '@a(',
    '@a("',
    '@(',
    '@a.b',
    '@verbatim',
    '@php',
    '${',
    '#{',
  ],
  ...[
    '<img src="{{ "',
    '<img src="{% a "b" %}',
    '<img {{ ',
    '<img {% if a %}',
    '<img src={{ a',
    '<a {{ a }}="',
    '<a @b(',
    '%A_B%',
  ],
  ...['<a b="{{ \\', "{{\\'", '{{ "a" ', '<a b="@a('],
  (n) => `${'{{ '.repeat(n)}'a' }}`,
  (n) => `${'{{ '.repeat(n)}' }}`,
  (n) => `${"{{ '' ".repeat(n)}' }}`,
  (n) => `${"{{\\'".repeat(n)}' }}`,
  (n) => `${'<a b="{{ '.repeat(n)}" }}`,
  (n) => `${'<a {{ " '.repeat(n)}}}`,
  (n) => `<img src="${'{{ "a" }}'.repeat(n)}"`,
  (n) => `<img ${'{% if a %}'.repeat(n)}${'{% endif %}'.repeat(n)} src="a.png">`,
];

/** Texts that a parser could walk again and again, by syntax. */
export const hostile: Partial<Record<DocumentSyntax, readonly Hostile[]>> = {
  html: [...tags, ...templates],
  vue: [...tags, '{{ "', '{{ a }}', '{{', '{', ':a="'],
  svelte: [...tags, ...braces],
  astro: [...tags, ...braces],
  jsx: [
    ...[...tags, ...braces].map((text) => (n: number) => `const a = <b>${grown(text, n)}</b>;`),
    ...['async <T>(', '<T>(', 'a ? (b) : c => ', '(', '[', '({', '(a?', 'a<b'].map(
      (text) => (n: number) => `${text.repeat(n)}<b/>`,
    ),
  ],
  markdown: [...tags.slice(0, 20), ...templates.slice(0, 8)],
  mdx: [...tags.slice(0, 20), ...braces],
};

export function grown(text: Hostile, n: number): string {
  return typeof text === 'string' ? text.repeat(n) : text(n);
}
