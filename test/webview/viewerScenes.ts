import type { Page } from 'playwright-core';
import type { ImageView, PanelState } from '../../src/protocol.ts';
import { emptyState, image, picture, turn } from './states.ts';

/** What a person does after a state is shown, for what no state shows by itself. */
export interface Scene {
  readonly state: PanelState;
  readonly act: (page: Page) => Promise<void>;
}

const size = { width: 3840, height: 2400 };

/** An image whose whole picture has come. */
export function viewed(name: string, changes: Partial<ImageView> = {}): ImageView {
  const { width, height } = changes.size ?? size;
  return image(name, { size, whole: picture(name, width, height), ...changes });
}

/** Opens the viewer and waits until its picture is there. */
export async function view(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `View ${name}`, exact: true }).click();
  await page.getByRole('dialog', { name, exact: true }).waitFor();
}

/** Presses the mouse in the picture at one place, given as shares of it, and releases it at another. */
export async function drag(
  page: Page,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  const { x, y, width, height } = (await page.locator('.canvas').first().boundingBox())!;
  await page.mouse.move(x + width * from[0], y + height * from[1]);
  await page.mouse.down();
  await page.mouse.move(x + width * to[0], y + height * to[1], { steps: 3 });
  await page.mouse.up();
}

const pressed = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

const region = { x: 1200, y: 800, width: 1400, height: 900 };
const redactions = [
  { x: 200, y: 460, width: 620, height: 130 },
  { x: 2300, y: 900, width: 600, height: 500 },
];
const before = viewed('before.png');
const after = viewed('after.png', { size: { width: 1920, height: 1200 } });

export const viewerScenes: Record<string, Scene> = {
  viewer: {
    state: emptyState({ images: [before] }),
    act: (page) => view(page, 'before.png'),
  },
  loading: {
    state: emptyState({ turns: [turn('1', { images: [image('scan.tiff', { size })] })] }),
    act: (page) => view(page, 'scan.tiff'),
  },
  region: {
    state: emptyState({ images: [viewed('before.png', { region })] }),
    act: async (page) => {
      await view(page, 'before.png');
      await pressed(page, 'Ask about a region');
    },
  },
  redaction: {
    state: emptyState({ images: [viewed('before.png', { redactions })] }),
    act: async (page) => {
      await view(page, 'before.png');
      await pressed(page, 'Redact');
      await page.keyboard.press('ArrowDown');
    },
  },
  redactedCopy: {
    state: emptyState({ turns: [turn('1', { images: [before] })] }),
    act: async (page) => {
      await view(page, 'before.png');
      await pressed(page, 'Redact');
    },
  },
  compare: {
    state: emptyState({ images: [before, after] }),
    act: async (page) => {
      await view(page, 'before.png');
      await pressed(page, 'Compare');
    },
  },
  sideBySide: {
    state: emptyState({ images: [before, after] }),
    act: async (page) => {
      await view(page, 'before.png');
      await pressed(page, 'Compare');
      await pressed(page, 'Side by side');
    },
  },
};

/** Leaves the viewer, whatever tool is in use. */
export async function leave(page: Page): Promise<void> {
  await pressed(page, 'Close');
}
