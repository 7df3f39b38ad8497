import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseAltAnswer } from '../../../src/core/docs/altText/altAnswer.ts';
import { checkAlt, IMAGE_OF } from '../../../src/core/docs/audit/checkAlt.ts';
import { createResolve } from '../../../src/core/docs/files/resolve.ts';
import { spellings } from '../../../src/core/docs/files/spellings.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import type { ImageReference } from '../../../src/core/docs/imageReference.ts';
import { imagesdirChanges } from '../../../src/core/docs/syntax/asciidoc/imagesdir.ts';
import { wordsOfName } from '../../../src/host/docs/offer/fileNameWords.ts';
import { assertLinear } from '../linearTime.ts';

const { signal } = new AbortController();

const base: ImageReference = {
  range: { start: 0, end: 1 },
  syntax: 'html',
  kind: 'image',
  source: { text: 'a.png', range: { start: 0, end: 1 }, computed: false },
  alt: {
    state: 'text',
    range: { start: 0, end: 1 },
    text: 'x',
    form: { escapes: [], before: '', after: '' },
  },
  title: undefined,
  caption: undefined,
  link: undefined,
  onlyName: false,
  decorative: false,
  auditComment: undefined,
  folders: [],
  headings: [],
  context: { before: '', after: '' },
  language: undefined,
  line: 0,
};
const withAlt = (text: string): ImageReference => ({ ...base, alt: { ...base.alt, text } });
const withSource = (text: string, computed = false): ImageReference => ({
  ...base,
  source: { ...base.source, text, computed },
});

const judge = (text: string) => {
  checkAlt([withAlt(text)], { maxLength: 150 });
  IMAGE_OF.test(text);
};
const locate = async (source: string, computed = false) => {
  spellings(withSource(source, computed));
  const files = { list: async () => ['a.png', 'mkdocs.yml'], read: async () => '' };
  await createResolve(files)(withSource(source, computed), 'docs/a.md', signal);
};
/** The site of a document whose configuration is this text. */
const configure = async (name: string, config: string) => {
  const files = { list: async () => [name], read: async () => config };
  await createResolve(files)(withSource('/x.png'), 'a.md', signal);
};

/** Inputs of a length that make patterns with two ways to read the same text try them all. */
const cases: readonly [string, (n: number) => unknown][] = [
  ...[
    ' ',
    'x',
    '-',
    '_',
    '1',
    '.',
    'image ',
    'a ',
    'the ',
    'here ',
    'img1',
    '\n',
    'of ',
    'ａ',
    '🚀',
    'a.png ',
  ].map((unit): [string, (n: number) => unknown] => [
    `an alt text of ${JSON.stringify(unit)}`,
    (n) => {
      judge(unit.repeat(n / unit.length));
      judge(`image ${unit.repeat(n / unit.length)}!x`);
      judge(`${unit.repeat(n / unit.length)}!`);
    },
  ]),
  ...[
    '?',
    '#',
    '/',
    '../',
    'a/',
    '%',
    '%41',
    '{{',
    '{{}}',
    '{{ url }}',
    '{%',
    '<%',
    '"',
    '\\',
    '.',
    '?\n',
  ].map((unit): [string, (n: number) => unknown] => [
    `a source of ${JSON.stringify(unit)}`,
    async (n) => {
      await locate(`${unit.repeat(n / unit.length)}\n`);
      await locate(`${unit.repeat(n / unit.length)}a.png`);
      await locate(`f(${unit.repeat(n / unit.length)}`, true);
    },
  ]),
  ...['staticDirectories: [', 'docs_dir:', 'docs_dir: \t', 'base: "', ' ', '\n', '#', ', '].flatMap((unit) =>
    ['docusaurus.config.js', 'mkdocs.yml'].map((name): [string, (n: number) => unknown] => [
      `a configuration of ${JSON.stringify(unit)} in ${name}`,
      // It is cut at 200,000 characters.
      (n) => configure(name, unit.repeat(Math.min(n, 200_000) / unit.length)),
    ]),
  ),
  ...[':imagesdir: a\n', 'ifdef::a[]\n', 'ifndef::imagesdir[', ']', '] ', ':imagesdir: ', '----\n', ' '].map(
    (unit): [string, (n: number) => unknown] => [
      `AsciiDoc of ${JSON.stringify(unit)}`,
      (n) => {
        imagesdirChanges(unit.repeat(n / unit.length));
        imagesdirChanges(`ifdef::a[${unit.repeat(n / unit.length)}x`);
      },
    ],
  ),
  ...['-', 'aB', '@1', '1', '.', '%41', 'abcdef0'].map((unit): [string, (n: number) => unknown] => [
    `a file name of ${JSON.stringify(unit)}`,
    (n) => wordsOfName(`${unit.repeat(n / unit.length)}!`),
  ]),
  ...['{', '}', ' ', '. ', 'a', '" '].map((unit): [string, (n: number) => unknown] => [
    `an answer of ${JSON.stringify(unit)}`,
    (n) => {
      const alt = unit.repeat(n / unit.length);
      parseAltAnswer(JSON.stringify({ decorative: false, alt: `a${alt}`, confidence: 'low' }), 1000);
      assert.throws(() => parseAltAnswer(alt, 150));
    },
  ]),
  [
    'many references with one text',
    (n) => checkAlt(Array(n / 100).fill(withAlt('Boats at sea')), { maxLength: 150 }),
  ],
  [
    'many references in one paragraph',
    async (n) =>
      checkAlt(await findImages('![Boats at sea](a.png) '.repeat(n / 100), 'markdown'), { maxLength: 150 }),
  ],
];

describe('time in proportion to the length, for', function () {
  this.timeout(300_000);
  for (const [name, run] of cases) it(name, () => assertLinear(name, 3_000, run));
});
