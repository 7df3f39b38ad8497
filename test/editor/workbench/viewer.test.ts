import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { answer } from '../../emulator/faults.ts';
import type { RecordedRequest } from '../../emulator/recording.ts';
import { button } from '../../launch/conversation.ts';
import { panelFrame, reload, runCommand } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { imagesIn } from '../sent.ts';
import { until } from '../until.ts';

const toggle = 'View: Toggle Secondary Side Bar Visibility';
const marker = 'what-only-the-file-says';

describe('the viewer', () => {
  const scene = useScene({
    fill: async (workspace) => {
      const secret = sharp({ create: { width: 3000, height: 1800, channels: 3, background: '#ff00ff' } });
      const bytes = await secret
        .withExif({ IFD0: { ImageDescription: marker } })
        .jpeg()
        .toBuffer();
      await writeFile(`${workspace}/images/secret.jpg`, bytes);
      const scan = sharp({ create: { width: 900, height: 600, channels: 3, background: '#2060a0' } });
      await writeFile(`${workspace}/images/scan.tiff`, await scan.tiff({ compression: 'lzw' }).toBuffer());
    },
  });
  const dialog = (name: string) => scene.talk.frame.getByRole('dialog', { name, exact: true });

  /** Presses the mouse at one place of the picture, given as shares of it, and releases it at another. */
  async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const { x, y, width, height } = (await scene.talk.frame.locator('.canvas').boundingBox())!;
    const { mouse } = scene.page;
    await mouse.move(x + width * from[0], y + height * from[1]);
    await mouse.down();
    await mouse.move(x + width * to[0], y + height * to[1], { steps: 4 });
    await mouse.up();
  }

  it('asks about a region that the mouse draws, at full resolution', async () => {
    const { talk, emulator } = scene;
    await scene.attach('secret.jpg');
    await button(talk.form, 'View secret.jpg').click();
    await button(dialog('secret.jpg'), 'Ask about a region').click();
    await drag([0.2, 0.2], [0.4, 0.5]);
    const told = await toldBy(dialog('secret.jpg'), /^region \d+ × \d+ of 3000 × 1800/);
    const [width = 0, height = 0] = numbersIn(told);
    assert.ok(Math.abs(width - 600) < 60 && Math.abs(height - 540) < 60, told);
    await scene.page.keyboard.press('Enter');
    await dialog('secret.jpg').waitFor({ state: 'hidden' });
    await talk.form.getByText(`region ${width} × ${height} of 3000 × 1800`, { exact: false }).waitFor();
    emulator.script(answer('A colour.'));
    // The question box has the focus.
    await scene.page.keyboard.type('What is there?');
    await scene.page.keyboard.press('Enter');
    await talk.turn('What is there?').getByText('A colour.').waitFor();
    const { info } = await pixelsOf(await emulator.request(0));
    assert.deepEqual([info.width, info.height], [width, height]);
  });

  it('asks about a region that keys place, with nothing but the keyboard', async () => {
    const { page, talk, emulator } = scene;
    await scene.attach('dashboard.png');
    await button(talk.form, 'View dashboard.png').focus();
    await page.keyboard.press('Enter');
    await dialog('dashboard.png').waitFor();
    await page.keyboard.press('Shift+Tab');
    await pressUntil('Tab', button(dialog('dashboard.png'), 'Ask about a region'));
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Control+Shift+ArrowDown');
    const told = await toldBy(dialog('dashboard.png'), /^region/);
    const [width = 0, height = 0, , , left = 0, top = 0] = numbersIn(told);
    await page.keyboard.press('Enter');
    await dialog('dashboard.png').waitFor({ state: 'hidden' });
    emulator.script(answer('A chart.'));
    await page.keyboard.type('And here?');
    await page.keyboard.press('Enter');
    await talk.turn('And here?').getByText('A chart.').waitFor();
    const { data, info } = await pixelsOf(await emulator.request(1));
    assert.deepEqual([info.width, info.height], [width, height]);
    const part = sharp(await readFile(scene.image('dashboard.png'))).extract({ left, top, width, height });
    assert.deepEqual(data, await part.removeAlpha().raw().toBuffer());
  });

  it('paints over what is redacted in everything that leaves, and goes on doing so', async () => {
    const { page, talk, emulator } = scene;
    await button(talk.frame.getByRole('banner'), 'New conversation').click();
    await scene.attach('secret.jpg');
    await button(talk.form, 'View secret.jpg').click();
    await button(dialog('secret.jpg'), 'Redact').click();
    await drag([0.1, 0.1], [0.5, 0.9]);
    await drag([0.6, 0.1], [0.9, 0.9]);
    await toldBy(dialog('secret.jpg'), /^Box 2 of 2/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await dialog('secret.jpg').waitFor({ state: 'hidden' });
    await talk.form.getByText('2 areas redacted', { exact: false }).waitFor();
    emulator.script(answer('Black.'), answer('Still.'));
    await (await talk.ask('What is there?')).getByText('Black.').waitFor();
    await (await talk.ask('And now?')).getByText('Still.').waitFor();
    for (const at of [2, 3]) {
      const request = await emulator.request(at);
      const { data, info } = await pixelsOf(request);
      const at_ = (x: number, y: number) => {
        const place = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 3;
        return [...data.subarray(place, place + 3)];
      };
      for (const x of [0.12, 0.3, 0.48, 0.62, 0.88])
        for (const y of [0.12, 0.5, 0.88]) assert.ok(Math.max(...at_(x, y)) < 16, `${x}, ${y}: ${at_(x, y)}`);
      assert.ok(Math.max(...at_(0.05, 0.5)) > 200, 'what is not covered stays');
      assert.equal(
        imagesIn(request).some((bytes) => bytes.includes(marker)),
        false,
      );
    }
  });

  it('shows a format that browsers do not, and what is confirmed outlives the panel and the window', async () => {
    const { page, talk, emulator } = scene;
    await button(talk.frame.getByRole('banner'), 'New conversation').click();
    await scene.attach('scan.tiff');
    await button(talk.form, 'View scan.tiff').click();
    const picture = dialog('scan.tiff').getByRole('img', { name: 'scan.tiff' });
    await picture.waitFor();
    const width = await picture.evaluate(async (one) => {
      if (!(one instanceof HTMLImageElement)) return 0;
      await one.decode();
      return one.naturalWidth;
    });
    assert.equal(width, 900);
    await button(dialog('scan.tiff'), 'Redact').click();
    await drag([0.1, 0.1], [0.9, 0.9]);
    await talk.frame.getByText('1 area redacted', { exact: false }).waitFor();
    await runCommand(page, toggle);
    await panelFrame(page).waitFor({ state: 'hidden' });
    await runCommand(page, toggle);
    await talk.form.getByText('1 area redacted', { exact: false }).waitFor();
    await reload(page);
    // The editor may not have stored yet that the side bar was shown again.
    if (await page.locator('.part.auxiliarybar').isHidden()) await runCommand(page, toggle);
    await talk.form.getByText('1 area redacted', { exact: false }).waitFor();
    emulator.script(answer('Nothing.'));
    await (await talk.ask('What is left?')).getByText('Nothing.').waitFor();
    const { data, info } = await pixelsOf(await emulator.request(4));
    const middle = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * 3;
    assert.deepEqual([...data.subarray(middle, middle + 3)], [0, 0, 0]);
  });

  it('compares two images, which keys divide, zoom and close', async () => {
    const { page, talk } = scene;
    await button(talk.frame.getByRole('banner'), 'New conversation').click();
    await scene.attach('dashboard.png', 'coast.jpg');
    await button(talk.form, 'Compare in Viewer').press('Enter');
    const shown = dialog('dashboard.png');
    for (const name of ['dashboard.png', 'coast.jpg'])
      await shown
        .getByRole('img', { name, exact: true })
        .evaluate((image: HTMLImageElement) => image.decode());
    const divider = shown.getByRole('slider', { name: 'Divider', exact: true });
    await pressUntil('Tab', divider);
    await page.keyboard.press('PageUp');
    assert.equal(await divider.getAttribute('aria-valuetext'), '60 % dashboard.png, 40 % coast.jpg');
    await page.keyboard.press('Home');
    assert.equal(await divider.getAttribute('aria-valuenow'), '0');
    const wide = async () => (await shown.locator('.canvas').first().boundingBox())!.width;
    const before = await wide();
    await page.keyboard.press('+');
    assert.ok((await wide()) > before);
    await pressUntil('Shift+Tab', button(shown, 'Side by side'));
    await page.keyboard.press('Enter');
    await shown.locator('.stage').nth(1).getByRole('img', { name: 'coast.jpg' }).waitFor();
    await page.keyboard.press('Escape');
    await shown.waitFor({ state: 'hidden' });
  });

  it('redacts by keys alone, and all images are removed at once', async () => {
    const { page, talk, emulator } = scene;
    await button(talk.form, 'View coast.jpg').press('Enter');
    await pressUntil('Shift+Tab', button(dialog('coast.jpg'), 'Redact'));
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    const [, , width = 0, height = 0, left = 0, top = 0] = numbersIn(
      await toldBy(dialog('coast.jpg'), /^Box 1 of 1/),
    );
    await page.keyboard.press('Enter');
    for (const _ of ['the tool', 'the viewer']) await page.keyboard.press('Escape');
    await talk.form.getByText('1 area redacted', { exact: false }).waitFor();
    // Its small picture shows the box as well.
    await until(page, () => isBlackInTheMiddle(talk.attached('coast.jpg')));
    emulator.script(answer('Some black.'));
    await (await talk.ask('What is left of it?')).getByText('Some black.').waitFor();
    const { data, info } = await pixelsOf(await emulator.request(5));
    const of = await sharp(await readFile(scene.image('coast.jpg'))).metadata();
    const across = Math.floor(((left + width / 2) / of.width!) * info.width);
    const down = Math.floor(((top + height / 2) / of.height!) * info.height);
    const middle = (down * info.width + across) * 3;
    assert.ok(Math.max(...data.subarray(middle, middle + 3)) < 16);
    await scene.attach('rainfall.png', 'berths.png');
    await button(talk.form, 'Remove all').press('Enter');
    await talk.attached('berths.png').waitFor({ state: 'detached' });
    assert.equal(await talk.form.getByRole('list', { name: 'Images of the next question' }).count(), 0);
    await talk.focusedBox.waitFor();
  });

  /** Moves the focus until it is there, as a person does. */
  async function pressUntil(key: string, goal: Locator): Promise<void> {
    for (let step = 0; step < 30; step++) {
      if (await goal.evaluate((one) => one === document.activeElement)) return;
      await scene.page.keyboard.press(key);
    }
    assert.fail('the keyboard does not get there');
  }
});

async function toldBy(place: Locator, words: RegExp): Promise<string> {
  const status = place.getByRole('status').filter({ hasText: words });
  await status.waitFor();
  return (await status.textContent()) ?? '';
}

function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(/\d+/g)].map(Number);
}

/** In a picture of the page: the image may be exchanged while one of it alone is taken. */
async function isBlackInTheMiddle(picture: Locator): Promise<boolean> {
  const clip = await picture.boundingBox();
  if (!clip) return false;
  const shot = sharp(await picture.page().screenshot({ clip }))
    .removeAlpha()
    .raw();
  const { data, info } = await shot.toBuffer({ resolveWithObject: true });
  const middle = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * 3;
  return Math.max(...data.subarray(middle, middle + 3)) < 24;
}

/** RGB of the one image of a request. */
async function pixelsOf(request: RecordedRequest) {
  const images = imagesIn(request);
  return sharp(images.at(-1)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
}
