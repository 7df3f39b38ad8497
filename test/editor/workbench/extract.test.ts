import assert from 'node:assert/strict';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { answer, status } from '../../emulator/faults.ts';
import { button } from '../../launch/conversation.ts';
import {
  choose,
  clipboardHolds,
  expand,
  notification,
  openContextMenu,
  openFile,
  quickPick,
} from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { until } from '../until.ts';

const berths = (...rows: readonly (readonly string[])[]) =>
  answer(JSON.stringify({ tables: [{ headerRows: 1, rows, merged: [], estimated: false }] }));

describe('what is extracted', () => {
  const scene = useScene();
  const written = (name: string) => readFile(scene.image(name), 'utf8');

  it('is a table that was checked: its rows, and what to look at again', async () => {
    const { page, talk, emulator } = scene;
    await scene.attach('berths.png');
    emulator.script(berths(['Berth', 'Boats'], ['North', '12'], ['South', '1O'], ['Total', '23']));
    await openContextMenu(page, 'berths.png');
    await choose(page, 'Claude Image Actions', 'Extract Table');
    const turn = talk.turn('Extract Table');
    await turn.getByRole('cell', { name: 'North' }).waitFor();
    await turn.getByText('Table 1, row 3, column 2: “1O” was read as 10.').waitFor();
    await turn
      .getByText('the total says 23, but the numbers above add up to 22.', { exact: false })
      .waitFor();
  });

  it('is saved beside the image as CSV, and never over another file unasked', async () => {
    const { page, talk } = scene;
    const turn = talk.turn('Extract Table');
    const save = async () => {
      await button(turn, 'Save As…').click();
      await quickPick(page, 'CSV').click();
      await quickPick(page, 'Save as images/berths.csv').click();
    };
    await save();
    await notification(page, 'images/berths.csv was saved.').waitFor();
    assert.equal(await written('berths.csv'), 'Berth,Boats\r\nNorth,12\r\nSouth,10\r\nTotal,23\r\n');
    await writeFile(scene.image('berths.csv'), 'mine');
    await save();
    await notification(page, 'images/berths.csv already exists.').waitFor();
    assert.equal(await written('berths.csv'), 'mine');
    await page.getByRole('button', { name: 'Replace' }).click();
    while ((await written('berths.csv')) === 'mine')
      await page.evaluate(() => new Promise(requestAnimationFrame));
    assert.match(await written('berths.csv'), /^Berth/);
  });

  it('is copied, opened and inserted in the form of choice', async () => {
    const { page, talk } = scene;
    const turn = talk.turn('Extract Table');
    const keep = async (place: string, form: string) => {
      await button(turn, 'Save As…').click();
      await quickPick(page, form).click();
      await quickPick(page, place).click();
    };
    await keep('Copy to the Clipboard', 'TSV');
    await clipboardHolds(page, 'Berth\tBoats\r\nNorth\t12\r\nSouth\t10\r\nTotal\t23\r\n');
    await keep('New Document', 'JSON');
    await page.locator('.editor-instance .view-lines').getByText('"Berth": "North"').waitFor();
  });

  it('is a diagram that Mermaid can draw, after the model was told what was wrong with the first', async () => {
    const { page, talk, emulator } = scene;
    await openFile(page, 'architecture.png');
    const asked = emulator.requests.length;
    emulator.script(
      answer('```mermaid\nflowchart LR\n  buoy[Buoy --> map\n```'),
      answer('```mermaid\nflowchart LR\n  buoy[Buoy] --> map[Map]\n```'),
      answer('{"nodes": ["Buoy", "Map", "Mast"], "edges": 1}'),
    );
    await openContextMenu(page, 'architecture.png');
    await choose(page, 'Claude Image Actions', 'Convert Diagram to Mermaid');
    const turn = talk.turn('Convert Diagram to Mermaid');
    await turn.getByText('A second look at the image also found: “Mast”.').waitFor();
    assert.equal(emulator.requests.length, asked + 3);
    await button(turn, 'Save As…').click();
    await quickPick(page, 'Mermaid').click();
    await quickPick(page, 'Save as images/architecture.mmd').click();
    await notification(page, 'images/architecture.mmd was saved.').waitFor();
    assert.equal(await written('architecture.mmd'), 'flowchart LR\n  buoy[Buoy] --> map[Map]\n');
  });

  it('is data by a schema of the workspace, whose faults are told at their path', async () => {
    const { page, talk, emulator, workspace } = scene;
    const schema = { type: 'object', properties: { rain: { type: 'number' } }, required: ['rain'] };
    await writeFile(join(workspace, 'weather.schema.json'), JSON.stringify(schema));
    emulator.script(answer('{"rain": "much"}'), answer('{"rain": "much"}'));
    await openContextMenu(page, 'rainfall.png');
    await choose(page, 'Claude Image Actions', 'Extract Data by a Schema…');
    await quickPick(page, 'weather.schema.json').click();
    const turn = talk.turn('Extract Data: weather.schema.json');
    await turn.getByText('The data does not match the schema at /rain: must be number').waitFor();
    await turn.getByText('"rain": "much"').waitFor();
  });

  it('goes from many images into a file each, with what it costs and a word about what to check', async () => {
    const { page, emulator } = scene;
    emulator.script(answer('Dawn [unclear]'), answer('Dawn [unclear]'));
    await openContextMenu(page, 'coast.jpg', 'snippet.png');
    await choose(page, 'Claude Image Actions', 'Extract to Files…');
    await quickPick(page, 'Extract Text').click();
    await quickPick(page, 'Markdown').first().click();
    await quickPick(page, 'One File per Image, Next to It').click();
    await notification(page, '2 files were saved. There are 2 places to check.').waitFor();
    assert.equal(await written('coast.md'), 'Dawn [unclear]\n');
    assert.equal(await written('snippet.md'), 'Dawn [unclear]\n');
  });
});

describe('what is extracted from many images', () => {
  const scene = useScene();
  const written = (name: string) => readFile(scene.image(name), 'utf8');
  const extractText = async (arrangement: string, ...names: string[]) => {
    const { page } = scene;
    await openContextMenu(page, ...names);
    await choose(page, 'Claude Image Actions', 'Extract to Files…');
    await quickPick(page, 'Extract Text').click();
    await quickPick(page, 'Markdown').first().click();
    await quickPick(page, arrangement).click();
  };

  it('goes on where one of them fails, which is named and asked about again', async () => {
    const { page, emulator } = scene;
    await copyFile(scene.image('snippet.png'), scene.image('coast.png'));
    await expand(page, 'images');
    emulator.script(answer('Dawn'), status(400, 'cannot be read'), answer('Dusk'));
    await extractText('One File per Image, Next to It', 'coast.jpg', 'snippet.png', 'berths.png');
    // Other notifications at the same moment are not shown.
    const retry = page.locator('.notification-toast').getByRole('button', { name: 'Retry' });
    await retry.waitFor();
    const names = ['coast', 'snippet', 'berths'];
    const texts = () => Promise.all(names.map((name) => written(`${name}.md`).catch(() => '')));
    await until(page, async () => (await texts()).toSorted().join('') === 'Dawn\nDusk\n');
    const failed = names[(await texts()).indexOf('')] ?? '';
    await notification(page, failed).waitFor();
    emulator.script(answer('Noon'));
    await retry.click();
    await until(page, async () => (await written(`${failed}.md`).catch(() => '')) === 'Noon\n');
  });

  it('keeps two images of one name apart, and files that were there', async () => {
    const { page, emulator } = scene;
    emulator.script(answer('One'), answer('One'), answer('One'));
    await extractText('One File per Image, Next to It', 'coast.jpg', 'coast.png', 'berths.png');
    await notification(page, 'images/berths.md already exists.').waitFor();
    await page.getByRole('button', { name: 'Keep Both' }).click();
    for (const name of ['coast.jpg.md', 'coast.png.md', 'berths-2.md'])
      await until(page, async () => (await written(name).catch(() => '')) === 'One\n');
    assert.notEqual(await written('berths.md'), 'One\n');
  });

  it('keeps what is done when the server gives up, and names what is left', async () => {
    const { page, emulator } = scene;
    const refused = () => status(403, 'Not allowed');
    emulator.script(answer('Two'), refused(), refused());
    await extractText('One File for All Images', 'dashboard.png', 'rainfall.png', 'architecture.png');
    await notification(page, /Not done yet: images\/[a-z]+\.png, images\/[a-z]+\.png\./).waitFor();
    const name = page.locator('.quick-input-box input');
    await until(page, async () => (await name.inputValue()).endsWith('images.md'));
    await name.press('Escape');
    await page.locator('.view-line', { hasText: 'Two' }).waitFor();
  });
});

describe('what is extracted below an image', () => {
  const scene = useScene();

  it('is a block of the syntax of the document, with a word about what to check', async () => {
    const { page, emulator, workspace } = scene;
    await writeFile(join(workspace, 'docs', 'harbour.rst'), '.. image:: ../images/berths.png\n\nNext\n');
    await expand(page, 'docs');
    await openFile(page, 'harbour.rst');
    await page.locator('.view-line', { hasText: '.. image:: ../images/berths.png' }).click();
    emulator.script(berths(['Berth', 'Boats'], ['|north|', '1O'], ['South', '10']));
    const bulb = page.locator('.action-widget');
    await page.getByRole('listbox', { name: /^Show Code Actions/ }).click();
    await bulb.getByText('Read code below this image').waitFor();
    await bulb.getByText('Extract table below this image').click();
    await notification(page, 'Inserted. 1 place to check.').waitFor();
    for (const line of ['.. list-table::', '* - \\|north\\|', '- 10'])
      await page.locator('.view-line', { hasText: line }).first().waitFor();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.locator('.view-line', { hasText: '“1O” was read as 10' }).waitFor();
  });
});
