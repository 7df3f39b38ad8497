import assert from 'node:assert/strict';
import altText from '@double-great/alt-text';
import { describe, it } from 'mocha';
import { checkAlt } from '../../../src/core/docs/audit/checkAlt.ts';
import { findImages } from '../../../src/core/docs/find.ts';

/** The finding about a text: `vague warning`. */
async function judged(alt: string, linked = false): Promise<string | undefined> {
  const image = `<img src="x17.png" alt="${alt}">`;
  const references = await findImages(linked ? `<a href="x">${image}</a>` : image, 'html');
  const [found] = checkAlt(references, { maxLength: 150 });
  return found && `${found.rule} ${found.severity}`;
}

/** Words that say nothing alone, as github/accessibility-scanner-alt-text-plugin has them (Nov 2026). */
const GITHUB = `
  image images img photo photos photograph photographs picture pictures pic pics graphic graphics visual visuals media
  clipart gif gifs icon icons illustration illustrations banner banners thumbnail thumbnails logo logos avatar avatars art
  artwork drawing drawings diagram diagrams chart charts graph graphs screenshot screenshots figure figures painting
  paintings map maps jpg jpeg png svg webp this that here there above below asset assets file attachment upload uploaded
  untitled todo tbd fixme placeholder`;
const GITHUB_PHRASES = [
  ...[
    'an image',
    'an image of',
    'a photo',
    'a photo of',
    'a picture',
    'a picture of',
    'an icon',
    'an illustration',
  ],
  ...['a graphic', 'a screenshot', 'image of', 'photo of', 'picture of', 'graphic of', 'screenshot of'],
  ...['alt text', 'insert alt text', 'image alt'],
];
/** Words that `@double-great/alt-text` calls unhelpful. */
const DOUBLE_GREAT = `
  image icon graphic photo photograph placeholder temp alt drawing painting artwork logo bullet button arrow more spacer
  screenshot blank empty chart table diagram graph *`;

const words = (list: string) => list.trim().split(/\s+/);

describe('texts that the peers flag', () => {
  for (const alt of [...words(GITHUB), ...GITHUB_PHRASES])
    it(`have a warning: ${alt}`, async () => {
      for (const text of [alt, `  ${alt}.`, alt.toUpperCase(), `“${alt}”!`])
        assert.match((await judged(text)) ?? 'none', / warning$/, text);
    });

  const only = Object.fromEntries(
    [
      'avoid-emoji',
      'contains-unhelpful-word',
      'character-length',
      'end-with-punctuation',
      'should-not-start-with',
    ].map((rule) => [rule, false]),
  );
  for (const alt of [...words(DOUBLE_GREAT), 'screen shot', 'photograph.jpg', 'a child.png'])
    it(`have a warning, as @double-great/alt-text says: ${alt}`, async () => {
      assert.notEqual(altText(alt, only), undefined, 'the peer');
      assert.match((await judged(alt)) ?? 'none', / warning$/);
    });

  it('are found in the vocabulary of GitHub by @double-great/alt-text, and by us', async () => {
    const flagged = [...words(GITHUB), ...words(DOUBLE_GREAT)].filter(
      (word) => altText(word, only) !== undefined,
    );
    assert.ok(flagged.length > 20);
    for (const word of flagged) assert.match((await judged(word)) ?? 'none', / warning$/, word);
  });

  for (const alt of [
    ...[
      'Your image here',
      'Your logo here',
      'Image goes here',
      'Insert photo',
      'Insert image here',
      'Add a description of the image here',
    ],
    ...[
      'Replace this image',
      'Describe this image',
      'default',
      'default image',
      'image placeholder',
      'sample image',
    ],
    ...[
      'IMG',
      'Image 12',
      'figure-3',
      'Untitled diagram',
      'N/A',
      'xxx',
      'Lorem ipsum dolor sit amet',
      '...',
      '🚀🚀',
    ],
    ...[
      'divider',
      'decorative line',
      'Screenshots of',
      'The charts',
      'Settings page',
      'see above',
      'Imágenes',
      '写真',
      '图片',
    ],
  ])
    it(`have kin that are flagged: ${alt}`, async () =>
      assert.match((await judged(alt)) ?? 'none', / warning$/));

  for (const alt of [
    'Screenshot 2024-04-28.jpg',
    'IMG-20240301-WA0003',
    'DSC_0012',
    '12345.png',
    'my cat.JPEG',
  ])
    it(`are names of files: ${alt}`, async () => assert.equal(await judged(alt), 'fileName warning'));

  for (const alt of [
    'Pasted image 20240301101112',
    'Capture d’écran 2024-03-01 à 10.11.12',
    '9f86d081-884c-7d65-9a2f',
  ])
    it(`are names that a tool gave: ${alt}`, async () => assert.equal(await judged(alt), 'fileName warning'));

  it('are empty with a space between the quotes, and declared to be with none', async () => {
    assert.equal(await judged(' '), 'empty warning');
    assert.equal(await judged(''), 'empty hint');
  });

  it('name a photograph at their start, which is a hint', async () => {
    for (const alt of [
      'A photograph of the Louvre at night',
      'Photo of a quay',
      'This is a photo of a dog',
      'Photo: a quay',
    ])
      assert.equal(await judged(alt), 'imageOf hint', alt);
    for (const alt of ['Image of a child', 'A picture showing a cat', 'Image: the login dialog'])
      assert.equal(await judged(alt), 'imageOf warning', alt);
  });
});

describe('texts that the peers let pass', () => {
  for (const alt of [
    ...[
      'Profile photo of Ada Lovelace',
      'Screenshot of the GitHub home page',
      'Quarterly revenue chart for 2025',
    ],
    ...[
      'A golden retriever wearing a red bandana',
      'A descriptive caption',
      'A dog playing in the park',
      'Home page',
    ],
    ...[
      'A child holding a photograph.',
      'Dog jumping through a hoop.',
      'An orange cat.',
      'Astronaut Ellen Ochoa',
    ],
    ...['George Washington and Lafayette on horseback talking to soldiers in snow at Valley Forge.'],
    ...[
      'Painting of George Washington crossing the Delaware River',
      'double great on GitHub',
      'Figure 1.1',
      '3/5 stars',
    ],
    ...[
      'Mitosis stages: Prophase, Prometaphase, Metaphase, Anaphase, and Telophase',
      '東京',
      'Claude logo',
      'Map of Paris',
    ],
    ...[
      'Test results by month',
      'File menu, open',
      'Default route table of the VPC',
      'This dialog asks for the name',
    ],
    ...[
      'Arrow pointing from the client to the server',
      'Table of prices per region',
      'Image classification pipeline',
    ],
    ...[
      'Picture-in-picture window over an editor',
      'Photosynthesis',
      'Imagery from the Landsat satellite',
      'More than 40 %',
    ],
  ])
    it(alt, async () => assert.equal(await judged(alt), undefined));

  it('say what a link does', async () => {
    for (const alt of ['Settings', 'Menu', 'Table', 'Preview', 'Examples'])
      assert.equal(await judged(alt, true), undefined, alt);
    for (const alt of ['Settings', 'Menu', 'Preview']) assert.equal(await judged(alt), 'vague warning', alt);
    for (const alt of ['Read more', 'Click here', 'Logo', 'Link', 'Image'])
      assert.match((await judged(alt, true)) ?? 'none', / warning$/, alt);
  });
});

describe('the same text for two images', () => {
  const repeated = async (...sources: string[]) => {
    const text = sources.map((source) => `![Shipping flow](${source})`).join(' and ');
    return checkAlt(await findImages(text, 'markdown'), { maxLength: 150 }).length;
  };

  it('is right for a pair of a dark and a light theme', async () => {
    for (const pair of [
      ['a.png#gh-dark-mode-only', 'b.png#gh-light-mode-only'],
      ['a.png#only-light', 'b.png#only-dark'],
      ['img/flow-dark.svg', 'img/flow-light.svg'],
      ['light/../flow.svg', 'dark/flow_dark.svg'],
      ['flowDarkMode.png', 'flow.png'],
      ['flow-white.png?raw=true', 'flow-black.png'],
    ])
      assert.equal(await repeated(...pair), 0, pair.join());
  });

  it('is a fault for others', async () => {
    for (const pair of [
      ['a.png#gh-dark-mode-only', 'b.png#gh-dark-mode-only'],
      ['flow-dark.svg', 'chart-light.svg'],
      ['flow-dark.svg', 'other/flow-dark.svg'],
      ['a.png', 'b.png'],
    ])
      assert.equal(await repeated(...pair), 1, pair.join());
  });

  it('is a hint where one image stands three times in a row, but not in the cells of a table', async () => {
    const hints = async (text: string) => {
      const found = checkAlt(await findImages(text, 'markdown'), { maxLength: 150 });
      return found.map(({ rule, severity }) => `${rule} ${severity}`);
    };
    const star = '<img src="s.png" alt="Three of five stars">';
    assert.deepEqual(await hints(`<p>${`\n  ${star}`.repeat(4)}\n</p>`), ['repeated hint', 'repeated hint']);
    assert.deepEqual(await hints(`${star}${star}`), []);
    const cell = '![Supported](yes.png)';
    assert.deepEqual(await hints(`| a | b | c |\n|---|---|---|\n| ${cell} | ${cell} | ${cell} |`), []);
    assert.deepEqual(await hints(`${cell} by one, then ${cell} by two, then ${cell} by three`), []);
  });
});
