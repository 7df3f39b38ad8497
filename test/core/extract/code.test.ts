import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readCode } from '../../../src/core/extract/code/readCode.ts';

const fenced = (language: string, code: string) => `\`\`\`${language}\n${code}\n\`\`\``;

describe('extracted code', () => {
  it('loses the numbers of its lines, and keeps its indentation', () => {
    const numbered = ['  9  function f() {', ' 10      return 1;', ' 11  }'].join('\n');
    assert.deepEqual(readCode(fenced('js', numbered)), {
      markdown: fenced('js', 'function f() {\n    return 1;\n}'),
      findings: [{ what: 'lineNumbersRemoved' }],
    });
  });

  it('keeps numbers that are no line numbers', () => {
    const code = '1 apple\n1 pear\n2 plums';
    assert.deepEqual(readCode(fenced('text', code)), { markdown: fenced('text', code), findings: [] });
  });

  it('loses prompts where every line is a command', () => {
    assert.deepEqual(readCode(fenced('sh', '$ cd docs\nuser@box:~$ ls')), {
      markdown: fenced('sh', 'cd docs\nls'),
      findings: [{ what: 'promptsRemoved' }],
    });
    const session = fenced('console', '$ ls\nREADME.md');
    assert.equal(readCode(session).markdown, session);
    const script = fenced('sh', '# one\n# two');
    assert.equal(readCode(script).markdown, script);
  });

  it('keeps tabs, and a fence within', () => {
    const code = '````md\n\ttab\n```\n\n```\n````';
    assert.equal(readCode(code).markdown, code);
  });

  for (const [language, code, found] of [
    ['js', 'f(a, [1, {b: 2}]', { bracket: '(', line: 1 }],
    ['js', 'f();\n}', { bracket: '}', line: 2 }],
    ['js', "const s = ')'; // }\n/* ( */ f(`}`);", undefined],
    ['python', 'print("(")  # )', undefined],
    ['sql', 'select count(*) -- )\nfrom t', undefined],
    ['text', 'a) b', undefined],
    ['rust', "fn f<'a>(x: &'a str) -> i32 { g('(') }", undefined],
    ['bash', 'case $1 in a) b;; esac', undefined],
    ['ts', "s.replace(/[(\\/]\\(/g, '') / (2)", undefined],
    ['ts', 'f(a]', { bracket: ']', line: 1 }],
  ] as const)
    it(`names a bracket without its partner: ${JSON.stringify(code)}`, () => {
      const { findings } = readCode(fenced(language, code));
      assert.deepEqual(findings, found ? [{ what: 'brackets', ...found }] : []);
    });

  it('is read to the end where its fence was never closed', () => {
    assert.equal(readCode('Here:\n```go\nx := 1').markdown, fenced('go', 'x := 1'));
  });

  it('stays as it came without a code block', () => {
    assert.deepEqual(readCode('No code here.'), { markdown: 'No code here.', findings: [] });
  });
});
