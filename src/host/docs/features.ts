import * as vscode from 'vscode';
import { askOptions } from '../ask/askOptions.ts';
import { agreesToCost } from '../ask/confirmCost.ts';
import { createSpending } from '../ask/spending.ts';
import { targetsOf } from '../images/commandTargets.ts';
import { readSettings } from '../settings.ts';
import { showInformation } from '../ui/dialogs.ts';
import { withStatus } from '../ui/progress.ts';
import { reportingErrors } from '../ui/reportError.ts';
import { createAudit } from './audit/auditCommand.ts';
import type { DocsDependencies } from './dependencies.ts';
import { codeActions } from './offer/codeActions.ts';
import { completions } from './offer/completion.ts';
import { hover } from './offer/hover.ts';
import { createPastes } from './offer/paste.ts';
import type { DocsCommand, DocsOptions } from './register.ts';
import type { ImageLocation } from './source/parsedDocument.ts';
import { targetOf } from './source/referenceTarget.ts';
import { nameOf, resolveImage } from './source/resolveImage.ts';
import { extractBelow } from './write/extractBelow.ts';
import { createImageQuestions } from './write/imageQuestions.ts';
import { writeAltText, writeOrOffer } from './write/writeAlt.ts';
import { offerEveryReference, writeEveryReference } from './write/writeEveryReference.ts';

/** Everything behind the providers and commands of documents, loaded when the first of them is called. */
export function createFeatures({ connection, context, images, keys, log }: DocsOptions) {
  const questions = createImageQuestions({
    answer: connection.answer,
    fetch: connection.transport,
    prepare: images.prepare,
    options: () => askOptions(keys),
    settings: readSettings,
    agreesToCost: (estimate) => agreesToCost(estimate, readSettings()),
    spend: createSpending(context.globalState).add,
  });
  const dependencies: DocsDependencies = { questions, log, altSettings: () => readSettings().altText };
  const audit = createAudit(dependencies);
  context.subscriptions.push(audit);
  return {
    ...{ codeActions, completions },
    hover: (document: vscode.TextDocument, position: vscode.Position, token: vscode.CancellationToken) =>
      hover(document, position, images.thumbnailUrl, token),
    pastes: createPastes((location) => writeAltText(dependencies, location)),
    offerEveryReference: (image: vscode.Uri) => offerEveryReference(dependencies, image),
    commands: { ...commandsOf(dependencies), auditAltText: audit.run },
  };
}

function commandsOf(
  dependencies: DocsDependencies,
): Readonly<Record<Exclude<DocsCommand, 'auditAltText'>, (...args: unknown[]) => unknown>> {
  return {
    writeAltText: atTarget((location) => writeAltText(dependencies, location)),
    markDecorative: atTarget((location) => writeOrOffer(location, '')),
    useCaption: atTarget(useCaption),
    askAboutReference: atTarget((location) => askAbout(dependencies, location)),
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

async function askAbout(dependencies: DocsDependencies, location: ImageLocation): Promise<void> {
  const subject = nameOf(location.reference.source.text);
  const retry = () => askAbout(dependencies, location);
  const image = await reportingErrors({ log: dependencies.log, subject, retry }, () =>
    withStatus(vscode.l10n.t('Ask Claude: Looking for {0}', subject), (signal) =>
      resolveImage(location, signal),
    ),
  );
  if (image && 'uri' in image) await vscode.commands.executeCommand('askClaude.ask', image.uri);
  else if (image) void showInformation(vscode.l10n.t('Only image files can be asked about in the panel.'));
}
