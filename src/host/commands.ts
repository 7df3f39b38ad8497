import * as vscode from 'vscode';
import type { Fetch } from '../core/api/answerTypes.ts';
import { type Recipe, recipeOf, recipes } from '../core/recipes.ts';
import { isImageName, pickImages, type Targets, targetsOf, urisOf } from './images/commandTargets.ts';
import type { OpenConversation } from './openConversation.ts';
import type { PanelView } from './panel/panelView.ts';
import { registerCommand } from './ui/registerCommand.ts';

export interface CommandsDependencies {
  readonly conversation: () => Promise<OpenConversation>;
  readonly view: PanelView;
  /** The image that the reference at the cursor of a document shows; undefined when there is none, which it says. */
  readonly atCursor: () => Promise<Targets | undefined>;
  readonly fetch: () => Promise<Fetch>;
  /** Offers more than the recipe does, beside it. */
  readonly offerMore: (recipe: Recipe, targets: Targets) => void;
  /** Commands that are not about the conversation: id without prefix, and what it does. */
  readonly others: Readonly<Record<string, () => unknown>>;
  readonly log: vscode.LogOutputChannel;
}

/** Registers every command; each image command takes `(uri?, uris?, { question? }?)`. */
export function registerCommands(dependencies: CommandsDependencies): vscode.Disposable {
  const { log, others, conversation } = dependencies;
  const register = (id: string, run: (...args: unknown[]) => unknown) => registerCommand(log, id, run);
  return vscode.Disposable.from(
    register('ask', (...args) => askAbout(dependencies, args)),
    ...recipes.map((recipe) => register(recipe.id, (...args) => askAbout(dependencies, args, recipe))),
    register('customRecipe', async (...args) => {
      const { chooseCustomRecipe } = await import('./recipePicker.ts');
      const recipe = await chooseCustomRecipe();
      if (recipe) await askAbout(dependencies, args, recipe);
    }),
    register('extractData', async (...args) => {
      const { chooseSchema } = await import('./extract/schemaRecipes.ts');
      const recipe = await chooseSchema();
      if (recipe) await askAbout(dependencies, args, recipe);
    }),
    register('compareWithHead', (...args) => compareWithHead(dependencies, args)),
    register('newConversation', async () => (await conversation()).assistant.newConversation()),
    register('conversations', async () => {
      const [{ assistant }] = await Promise.all([conversation(), dependencies.view.reveal()]);
      await assistant.list.show();
    }),
    register('find', () => dependencies.view.find()),
    register('exportConversation', async () => (await conversation()).assistant.exportConversation()),
    register('askClipboard', async () => {
      const { panel } = await showPanel(dependencies);
      panel.clipboard.request();
    }),
    register('askAddress', async () => {
      const { askForAddress } = await import('./images/sources/webImages.ts');
      const targets = await askForAddress(dependencies.fetch);
      if (targets) await askAboutTargets(dependencies, targets);
    }),
    ...Object.entries(others).map(([id, run]) => register(id, run)),
  );
}

async function askAbout(
  dependencies: CommandsDependencies,
  args: readonly unknown[],
  recipe?: Recipe,
): Promise<void> {
  const targets = await chosenTargets(dependencies, args);
  if (targets) await askAboutTargets(dependencies, targets, { text: questionOf(args), recipe });
}

/** Attaches the images in the panel; a recipe or a text is asked at once. */
export async function askAboutTargets(
  dependencies: Pick<CommandsDependencies, 'conversation' | 'view'> & Partial<CommandsDependencies>,
  targets: Targets,
  { text = '', recipe }: { readonly text?: string; readonly recipe?: Recipe | undefined } = {},
): Promise<void> {
  const [{ assistant }, images] = await Promise.all([showPanel(dependencies), attach(dependencies, targets)]);
  if (recipe) {
    dependencies.offerMore?.(recipe, targets);
    await assistant.ask({ text, recipe, fresh: true, images });
  } else if (text !== '') await assistant.ask({ text, images });
}

async function compareWithHead(dependencies: CommandsDependencies, args: readonly unknown[]): Promise<void> {
  const [image] = targetsOf(args).images;
  const [chosen] = image ? [image] : await pickImages();
  if (!chosen) return;
  const { headAndWorkingCopy } = await import('./images/sources/compareWithHead.ts');
  const targets = await headAndWorkingCopy(chosen);
  if (targets) await askAboutTargets(dependencies, targets, { recipe: recipeOf('compare') });
}

/** Shows the panel with the caret in the question box. */
async function showPanel({
  conversation,
  view,
}: Pick<CommandsDependencies, 'conversation' | 'view'>): Promise<OpenConversation> {
  const focused = conversation().then((opened) => {
    // Before the panel is there, so that it has the caret from the first.
    opened.assistant.session.focus();
    return opened;
  });
  const [opened] = await Promise.all([focused, view.reveal()]);
  return opened;
}

/** While the panel is on its way: its first state shows the images. */
async function attach(
  { conversation }: Pick<CommandsDependencies, 'conversation'>,
  targets: Targets,
): Promise<readonly string[]> {
  return (await conversation()).assistant.attach(targets);
}

/** Undefined when there is nothing to ask about, and the user knows. */
async function chosenTargets(
  { atCursor, fetch }: CommandsDependencies,
  args: readonly unknown[],
): Promise<Targets | undefined> {
  const isPlain = args[0] === undefined || urisOf(args).some(({ path }) => isImageName(path));
  const targets = isPlain
    ? targetsOf(args)
    : await (await import('./images/sources/menuTargets.ts')).menuTargets(args, { atCursor, fetch });
  if (!targets || targets.images.length > 0 || targets.named) return targets;
  const images = await pickImages();
  return images.length > 0 ? { images, skipped: [] } : undefined;
}

function questionOf(args: readonly unknown[]): string {
  const options = args[2];
  if (typeof options !== 'object' || options === null || !('question' in options)) return '';
  return typeof options.question === 'string' ? options.question.trim() : '';
}
