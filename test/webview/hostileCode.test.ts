import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Highlighting } from '../../src/webview/answer/code/highlighting.ts';
import { parserFor } from '../../src/webview/answer/code/languages.ts';

const languages =
  'js ts tsx py json css scss sass html xml yaml java c rs go php md cs kt scala dart objc glsl sh ps ' +
  'sql rb swift lua pl r julia hs clj groovy dockerfile toml ini diff tex nginx proto cmake matlab vb pascal vhdl verilog erlang elm ml';

const filled = (unit: string, size: number) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
/** On lines as long as those of code. */
const onLines = (unit: string, size: number) => `${filled(unit, 90)}\n`.repeat(Math.ceil(size / 91));

/** What is open and never closed, nests without end, or is no text at all. */
const units = [
  ...['(', '([{<', '{', '<a>', '"', '`${', '/*', '<!--', '/[', '--', '[a](', '<<A ', '\\', '"""', '$('],
  ...['\0', '\u202e\u2066', '\ud83d', '</script>', '{{', '#{', '> ', '\t'],
];

/** Colours a text as a block of code does; gives what it shows, and how many steps that took. */
async function coloured(language: string, text: string) {
  const parser = await parserFor(language);
  assert.ok(parser);
  const highlighting = new Highlighting(parser);
  let steps = 1;
  while (!highlighting.parse(text, 3)) steps++;
  const pieces = highlighting.lines(0, text.length);
  return { steps, pieces, givenUp: highlighting.givenUp };
}

describe('the colours of code that means harm', () => {
  for (const name of languages.split(' '))
    it(`come to an end in ${name}, with every letter as it was`, async function () {
      this.timeout(60_000);
      for (const unit of units)
        for (const text of [onLines(unit, 2000), filled(unit, 200_000)]) {
          const { steps, pieces, givenUp } = await coloured(name, text);
          assert.ok(steps <= mostSteps, `${steps} steps for ${JSON.stringify(unit)}`);
          const shown = pieces.map((line) => line.map(([part]) => part).join('')).join('\n');
          if (!givenUp) assert.ok(shown === text, JSON.stringify(unit));
          const classes = pieces.flat().map(([, className]) => className);
          assert.ok(classes.every((one) => /^(?:hl-[a-z]+(?: hl-[a-z]+)*)?$/.test(one)));
        }
    });

  it('are there for code, however long', async () => {
    const code = onLines('const one = "1"; // first ', 60_000);
    const { pieces, givenUp } = await coloured('ts', code);
    assert.equal(givenUp, false);
    assert.ok(pieces.every((line) => line.length < 2 || line.some(([, name]) => name === 'hl-keyword')));
  });
});

/** Each takes 3 ms, and 500 are left. */
const mostSteps = 200;
