import { join } from 'node:path';
import { after, before } from 'mocha';
import { type Conversation, conversation } from '../launch/conversation.ts';
import { choose, expand, openContextMenu } from '../launch/workbench.ts';
import { type OpenOptions, type OpenPage, type Stage, stage } from './stage.ts';

/** One page for the tests of a `describe`, which go on from where the one before them has ended. */
export interface Scene extends Stage, OpenPage {
  readonly talk: Conversation;
  /** The path of a file below images/. */
  image(name: string): string;
  /** Right-clicks images of images/ and chooses "Ask Claude", so that they are attached. */
  attach(...names: string[]): Promise<void>;
}

/** Opens the page before the first test and closes it after the last; to be called in a `describe`. */
export function useScene(options?: OpenOptions): Scene {
  const scene = {} as Scene;
  before(async () => {
    const shared = await stage();
    shared.emulator.reset();
    const opened = await shared.open(options);
    Object.assign(scene, shared, opened, sceneOf(opened));
  });
  after(async () => {
    // Where the page did not open, that is the failure to report.
    await scene.page?.context().close();
    await scene.editor?.configure({});
  });
  return scene;
}

function sceneOf({ page, workspace }: OpenPage): Pick<Scene, 'talk' | 'image' | 'attach'> {
  const talk = conversation(page);
  return {
    talk,
    image: (name) => join(workspace, 'images', name),
    attach: async (...names) => {
      await expand(page, 'images');
      await openContextMenu(page, ...names);
      await choose(page, 'Ask Claude');
      for (const name of names) await talk.attached(name).waitFor();
    },
  };
}
