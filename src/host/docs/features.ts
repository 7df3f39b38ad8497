import * as vscode from 'vscode';
import { takes } from '../../core/api/dialects.ts';
import { AnswerCache } from '../../core/docs/altText/answerCache.ts';
import { keptAnswers } from '../../core/docs/altText/keptAnswers.ts';
import { answeredBy, askOptions } from '../ask/askOptions.ts';
import { agreesToCost } from '../ask/confirmCost.ts';
import { createSpending } from '../ask/spending.ts';
import { type Targets, targetsOf } from '../images/commandTargets.ts';
import { storageOf } from '../images/imageFolders.ts';
import type { Connection } from '../server/connection.ts';
import { readSettings } from '../settings.ts';
import { storedFiles } from '../storedFiles.ts';
import { showInformation } from '../ui/dialogs.ts';
import { withStatus } from '../ui/progress.ts';
import { reportingErrors } from '../ui/reportError.ts';
import { StatusItem } from '../ui/statusItem.ts';
import { Audit } from './audit/auditCommand.ts';
import { watchConfigs } from './audit/documentRules.ts';
import type { DocsDependencies } from './dependencies.ts';
import { codeActions } from './offer/codeActions.ts';
import { completions } from './offer/completion.ts';
import { followDocumentHasImages } from './offer/documentHasImages.ts';
import { hover } from './offer/hover.ts';
import { createPastes } from './offer/paste.ts';
import type { DocsCommand, DocsOptions } from './register.ts';
import { Reviews, type ReviewsDependencies } from './review/reviews.ts';
import type { ImageLocation } from './source/parsedDocument.ts';
import { readReference } from './source/readReference.ts';
import { targetOf } from './source/referenceTarget.ts';
import { nameOf } from './source/resolveImage.ts';
import { createAltSettings } from './write/altSettings.ts';
import { extractBelow } from './write/extractBelow.ts';
import { ignoreAt } from './write/ignoreRule.ts';
import { createImageQuestions, type ImageQuestions } from './write/imageQuestions.ts';
import { writeAltText, writeOrOffer } from './write/writeAlt.ts';
import { offerEveryReference, writeEveryReference } from './write/writeEveryReference.ts';

/** Everything behind the providers and commands of documents, loaded when the first of them is called. */
export function createFeatures(options: DocsOptions) {
  const { connection, context, images, log, ask } = options;
  const questions = questionsOf(options);
  const status = new StatusItem();
  const reviewing = {
    ...{ questions, log, status, altSettings: createAltSettings },
    answeredBy: () => answeredBy(readSettings()),
    answers: answersIn(context.globalStorageUri, log),
  };
  const reviews = reviewsOf(options, reviewing);
  const dependencies: DocsDependencies = {
    ...reviewing,
    offersBatches: () => offersBatches(connection),
    review: (title, rows, way) => reviews.begin(title, rows, way),
  };
  const { thumbnailUrl } = images;
  const hasOpenReview = () => reviews.hasOpen();
  const audit = new Audit(dependencies, { thumbnailUrl, memory: context.workspaceState, hasOpenReview });
  const configs = watchConfigs(() => undefined);
  context.subscriptions.push(reviews, audit, status, configs, followDocumentHasImages());
  const asking: Asking = { fetch: connection.transport, log, ask };
  return {
    ...{ questions, codeActions, completions },
    commands: { ...commandsOf(dependencies, asking), ...commandsAbout(audit, reviews) },
    inView: (...args: Parameters<Audit['inView']>) => audit.inView(...args),
    hover: (document: vscode.TextDocument, position: vscode.Position, token: vscode.CancellationToken) =>
      hover(document, position, thumbnailUrl, token),
    pastes: createPastes((location) => writeAltText(dependencies, location)),
    offerEveryReference: (image: vscode.Uri) => offerEveryReference(dependencies, image),
    imageAtCursor: async () => {
      const location = await targetOf([]);
      return location && lookedUp(location, asking);
    },
    followBatches: () => reviews.followBatches(),
    finish: () => reviews.finish(),
    restoreReview: (panel: vscode.WebviewPanel, state: unknown) => reviews.restore(panel, state),
  };
}

function reviewsOf(
  { connection, context, images, log }: DocsOptions,
  reviewing: Omit<ReviewsDependencies, 'connect' | 'memory' | 'spend'>,
): Reviews {
  const { workspaceState: memory, globalState, extensionUri: extension } = context;
  const connect = () => connection.connect();
  return new Reviews(
    { ...reviewing, connect, memory, spend: createSpending(globalState).add },
    { extension, storage: storageOf(context), thumbnailUrl: images.thumbnailUrl, log },
  );
}

/** False where it cannot be told: asking at once then says what is wrong. */
async function offersBatches(connection: Connection): Promise<boolean> {
  if (readSettings().provider === 'vscode') return false;
  try {
    return takes((await connection.connect()).dialect, 'batches');
  } catch {
    return false;
  }
}

/** One folder for all windows and workspaces: the same image in another clone has been paid for. */
function answersIn(storage: vscode.Uri, log: vscode.LogOutputChannel): AnswerCache {
  const files = storedFiles(vscode.Uri.joinPath(storage, 'answers'));
  return new AnswerCache(keptAnswers(files, (line) => log.warn(line)));
}

function questionsOf({ connection, context, images, keys }: DocsOptions): ImageQuestions {
  return createImageQuestions({
    answer: connection.answer,
    fetch: connection.transport,
    prepare: images.prepare,
    options: () => askOptions(keys),
    settings: readSettings,
    agreesToCost: (estimate) => agreesToCost(estimate, readSettings()),
    spend: createSpending(context.globalState).add,
  });
}

type Commands = Readonly<Record<DocsCommand, (...args: unknown[]) => unknown>>;

function commandsOf(dependencies: DocsDependencies, asking: Asking): Omit<Commands, AuditCommand> {
  return {
    writeAltText: atTarget((location) => writeAltText(dependencies, location)),
    markDecorative: atTarget((location) => writeOrOffer(location, '')),
    useCaption: atTarget(useCaption),
    ignoreRule: atTarget(ignoreAt),
    askAboutReference: atTarget((location) => askAbout(location, asking)),
    extractBelow: atTarget((location, recipe) => extractBelow(dependencies, location, recipe)),
    extractToFiles: async (...args) => {
      const { extractToFiles } = await import('../extract/extractToFiles.ts');
      await extractToFiles(dependencies, targetsOf(args));
    },
    altTextEverywhere: async (...args) => {
      const [image] = targetsOf(args).images;
      if (image) await writeEveryReference(dependencies, image);
    },
  };
}

type AuditCommand = 'auditAltText' | 'writeDocument' | 'writeRule' | 'review';

function commandsAbout(audit: Audit, reviews: Reviews): Pick<Commands, AuditCommand> {
  return {
    auditAltText: (...args) => audit.run(...args),
    writeDocument: (document) => audit.writeDocument(document),
    writeRule: (rule) => audit.writeRule(rule),
    review: (id) => reviews.reopen(id),
  };
}

/** A command about the reference of its first two arguments, or of the cursor. */
function atTarget(
  run: (location: ImageLocation, third: unknown) => unknown,
): (...args: unknown[]) => Promise<void> {
  return async (...args) => {
    const location = await targetOf(args);
    if (location) await run(location, args[2]);
  };
}

async function useCaption(location: ImageLocation): Promise<void> {
  const { caption } = location.reference;
  if (caption === undefined) void showInformation(vscode.l10n.t('This image has no caption.'));
  else await writeOrOffer(location, caption);
}

type Asking = Pick<DocsOptions, 'log' | 'ask'> & { readonly fetch: Connection['transport'] };

async function askAbout(location: ImageLocation, asking: Asking): Promise<void> {
  const retry = () => askAbout(location, asking);
  const targets = await lookedUp(location, asking, retry);
  if (targets) await asking.ask(targets);
}

/** The image of a reference; undefined when it cannot be read, which is then said. */
async function lookedUp(
  location: ImageLocation,
  { log, fetch }: Pick<Asking, 'log' | 'fetch'>,
  retry?: () => unknown,
): Promise<Targets | undefined> {
  const subject = nameOf(location.reference.source.text);
  return reportingErrors({ log, subject, ...(retry && { retry }) }, () =>
    withStatus(vscode.l10n.t('Ask Claude: Looking for {0}', subject), (signal) =>
      readReference(location, fetch, signal),
    ),
  );
}
