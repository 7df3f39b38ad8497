import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findImages } from '../../../src/core/docs/find.ts';
import type { ImageReference } from '../../../src/core/docs/imageReference.ts';
import type { ImageHeader } from '../../../src/core/image/imageTypes.ts';
import { type HoverFacts, hoverText } from '../../../src/host/docs/offer/hoverText.ts';

const header: ImageHeader = {
  ...{ type: 'png', width: 1280, height: 720, orientation: 1, frames: 1, alpha: false, traits: [] },
};
const facts: HoverFacts = { name: 'a.png', model: 'claude-sonnet-5-5' };

describe('the hover of a reference', () => {
  it('shows a file in a box that fits, below what it says', async () => {
    const text = await hover('![](a.png)', { ...facts, header, file: 'file:///w/a.png', byteLength: 45_000 });
    assert.match(text, /\n\n!\[\]\(file:\/\/\/w\/a\.png\|width=196,height=110\)$/);
    assert.match(text, /^\*\*a\\\.png\*\* · 1280 × 720, 45 kB/);
  });

  it('shows a small picture of what is too large to be handed to the editor', async () => {
    const huge = { ...header, width: 16_383, height: 16_383 };
    const shown = { ...facts, header: huge, file: 'file:///w/a.png' };
    const thumbnail = 'data:image/png;base64,AAAA';
    assert.doesNotMatch(await hover('![](a.png)', shown), /file:/);
    assert.match(
      await hover('![](a.png)', { ...shown, thumbnail }),
      /!\[\]\(data:image\/png;base64,AAAA\|width=110,height=110\)$/,
    );
  });

  it('says what state the alt text is in', async () => {
    assert.match(await hover('<img src="a.png">', facts), /Alt text: missing/);
    assert.match(await hover('![](a.png)', facts), /Alt text: empty/);
    assert.match(await hover('![A boat](a.png)', facts), /Alt text: “A boat”/);
  });

  it('obeys nothing that a document or a file is called', async () => {
    const name = '[x](command:evil) <img src=x> `a`\n# b.png';
    const text = await hover('![\\[y\\](command:evil2) \\*z\\*](a.png)', { ...facts, name });
    assert.doesNotMatch(text, /\]\(command:evil/);
    assert.doesNotMatch(text, /(?<!\\)[<`#]/);
    assert.match(text, /\\\[y\\\]\\\(command\\:evil2\\\) \\\*z\\\*/);
  });

  it('runs a command with its arguments, parentheses and all', async () => {
    const args = ['file:///w/a (1).md', 3];
    const text = await hover('![](a.png)', facts, [{ title: 'Go', command: 'askClaude.x', args }]);
    const query = /\[Go\]\(command:askClaude\.x\?([^)]*)\)/.exec(text)?.[1];
    assert.deepEqual(JSON.parse(decodeURIComponent(query ?? '')), args);
  });
});

async function hover(document: string, about: HoverFacts, actions: Parameters<typeof hoverText>[2] = []) {
  const [reference] = await findImages(document, 'markdown');
  return hoverText(reference as ImageReference, about, actions);
}
