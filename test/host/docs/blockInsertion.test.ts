import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findImages } from '../../../src/core/docs/find.ts';
import { insertionAt, insertionBelow } from '../../../src/host/docs/source/blockInsertion.ts';

describe('inserting below an image', () => {
  const cases: readonly { name: string; before: string; after: string }[] = [
    {
      name: 'after the paragraph',
      before: 'Look: ![](a.png)\nthere.\n\nNext\n',
      after: 'Look: ![](a.png)\nthere.\n\none\n\ntwo\n\nNext\n',
    },
    {
      name: 'at the end of a file without a line end',
      before: '![](a.png)',
      after: '![](a.png)\n\none\n\ntwo',
    },
    { name: 'at the end of a file', before: '![](a.png)\n', after: '![](a.png)\n\none\n\ntwo\n' },
    {
      name: 'with the line ends of the file',
      before: '![](a.png)\r\n\r\nNext\r\n',
      after: '![](a.png)\r\n\r\none\r\n\r\ntwo\r\n\r\nNext\r\n',
    },
    {
      name: 'inside the list item',
      before: '1. Do\n2. See ![](a.png)\n3. Next\n',
      after: '1. Do\n2. See ![](a.png)\n\n   one\n\n   two\n\n3. Next\n',
    },
    {
      name: 'inside the item that an indented paragraph belongs to',
      before: '- Do\n\n  ![](a.png)\n\n- Next\n',
      after: '- Do\n\n  ![](a.png)\n\n  one\n\n  two\n\n- Next\n',
    },
    {
      name: 'inside the quote',
      before: '> ![](a.png)\n> more\n\nNext\n',
      after: '> ![](a.png)\n> more\n>\n> one\n>\n> two\n\nNext\n',
    },
    {
      name: 'before a heading that follows at once',
      before: '![](a.png)\n## Next\n',
      after: '![](a.png)\n\none\n\ntwo\n\n## Next\n',
    },
    {
      name: 'after the table',
      before: '| a | b |\n|---|---|\n| ![](a.png) | c |\n| d | e |\n',
      after: '| a | b |\n|---|---|\n| ![](a.png) | c |\n| d | e |\n\none\n\ntwo\n',
    },
    {
      name: 'after the HTML, whatever its indentation',
      before: '<p align="center">\n    <img src="a.png">\n</p>\n\nNext\n',
      after: '<p align="center">\n    <img src="a.png">\n</p>\n\none\n\ntwo\n\nNext\n',
    },
  ];
  for (const { name, before, after } of cases)
    it(name, async () => {
      const [reference] = await findImages(before, 'markdown');
      assert.ok(reference);
      const { offset, text } = insertionBelow(before, reference, 'one\n\ntwo');
      assert.equal(before.slice(0, offset) + text + before.slice(offset), after);
    });
});

describe('inserting an answer at the cursor', () => {
  /** The document after the insertion; `¦` is the cursor, two of them a selection. */
  function inserted(document: string, content: string): string {
    const [start, end] = [document.indexOf('¦'), document.lastIndexOf('¦')];
    const text = document.replaceAll('¦', '');
    const range = { start, end: end === start ? start : end - 1 };
    return text.slice(0, range.start) + insertionAt(text, range, content) + text.slice(range.end);
  }
  const table = '| a | b |\n|---|---|';

  const cases: Readonly<Record<string, readonly [string, string, string]>> = {
    'keeps one line in its sentence': ['See ¦ there.', 'two boats', 'See two boats there.'],
    'replaces the selection': ['See ¦this¦ there.', 'two boats', 'See two boats there.'],
    'puts a heading below the paragraph': ['Text.¦', '# Heading', 'Text.\n\n# Heading'],
    'parts the paragraph around a table': ['Before ¦after.', table, `Before \n\n${table}\n\nafter.`],
    'leaves an empty document alone': ['¦', table, table],
    'takes an empty line between paragraphs': ['One.\n\n¦\n\nTwo.', table, `One.\n\n${table}\n\nTwo.`],
    'adds the blank lines that are missing': ['One.\n¦\nTwo.', table, `One.\n\n${table}\n\nTwo.`],
    'keeps to the list item': ['- Item¦\n- Next', '- a\n- b', '- Item\n\n  - a\n  - b\n\n- Next'],
    'keeps to the quote': ['> Said¦', '# So', '> Said\n>\n> # So'],
    'keeps Windows line ends': ['Text.¦\r\n', '# H\n\nb', 'Text.\r\n\r\n# H\r\n\r\nb\r\n'],
  };
  for (const [title, [before, content, after]] of Object.entries(cases))
    it(title, () => assert.equal(inserted(before, content), after));
});
