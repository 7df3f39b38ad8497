import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { nest } from '../../../src/core/docs/syntax/markdown/nestHeadings.ts';

describe('Markdown inside another document', () => {
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    'has its headings below the given level, in their order': ['# A\n\n## B #', '### A\n\n#### B #'],
    'goes no deeper than it has to': ['## A\n\n### B', '### A\n\n#### B'],
    'stays as it is where its headings are deep enough': ['### A\n\n#### B', '### A\n\n#### B'],
    'has no headings deeper than Markdown has': ['# A\n\n###### B', '### A\n\n###### B'],
    'has hashes where there were underlines': [
      'A\n===\n\nB of\ntwo\n---\n\nC',
      '### A\n\n#### B of two\n\nC',
    ],
    'is changed inside of lists and quotes too': ['- # A\n\n> B\n> ---', '- ### A\n\n> #### B'],
    'keeps what only looks like a heading': [
      '# A\n\n```sh\n# b\n```\n\n#c',
      '### A\n\n```sh\n# b\n```\n\n#c',
    ],
    'ends with the code block that was left open': ['~~~~js\nopen\n```', '~~~~js\nopen\n```\n~~~~'],
    'adds no end to a block that its list has ended': ['- ```\n  a', '- ```\n  a'],
  };
  for (const [title, [before, after]] of Object.entries(cases))
    it(title, () => assert.equal(nest(before, 2), after));
});
