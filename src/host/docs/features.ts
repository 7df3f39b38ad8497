import * as vscode from 'vscode';
import { agreesToCost } from '../ask/confirmCost.ts';
import { runOptions } from '../ask/runOptions.ts';
import { createSpending } from '../ask/spending.ts';
import { targetsOf } from '../images/commandTargets.ts';
import { readSettings } from '../settings.ts';
import { createAudit } from './audit/auditCommand.ts';
import type { DocsParts } from './docsDependencies.ts';
import { codeActions } from './offer/codeActions.ts';
import { completions } from './offer/completion.ts';
import { hover } from './offer/hover.ts';
import { createPastes } from './offer/paste.ts';
import type { DocsCommand, DocsOptions } from './register.ts';
import { locate, nameOf } from './source/locateImage.ts';
import type { Place } from './source/parsedDocument.ts';
import { targetOf } from './source/referenceTarget.ts';
import { withTrouble } from './withErrorReport.ts';
import { extractBelow } from './write/extractBelow.ts';
import { createQuestions } from './write/questions.ts';
import { writeAltText, writeOrOffer } from './write/writeAlt.ts';
import { offerEverywhere, writeEverywhere } from './write/writeEveryReference.ts';

/** What is behind the providers and commands of documents, loaded when the first of them is called. */
export function createFeatures({ connection, context, images, keys, log }: DocsOptions) {
  const spending = createSpending(context.globalState);
  const questions = createQuestions({
    api: connection.api,
    fetch: connection.transport,
    prepare: images.prepare,
    options: () => runOptions(keys),
    settings: readSettings,
    agreesToCost: (estimate) => agreesToCost(estimate, readSettings()),
    spend: spending.add,
  });
  const parts: DocsParts = { questions, log, wishes: () => readSettings().altText };
  const audit = createAudit(parts);
  context.subscriptions.push(audit);
  return {
    ...{ codeActions, completions, hover },
    pastes: createPastes((place) => writeAltText(parts, place)),
    offerEverywhere: (image: vscode.Uri) => offerEverywhere(parts, image),
    commands: { ...commandsOf(parts), auditAltText: audit.run },
  };
}

function commandsOf(
  parts: DocsParts,
): Readonly<Record<Exclude<DocsCommand, 'auditAltText'>, (...args: unknown[]) => unknown>> {
  return {
    writeAltText: atTarget((place) => writeAltText(parts, place)),
    markDecorative: atTarget((place) => writeOrOffer(place, '')),
    useCaption: atTarget(useCaption),
    askAboutReference: atTarget((place) => askAbout(parts, place)),
    extractBelow: atTarget((place, recipe) => extractBelow(parts, place, recipe)),
    altTextEverywhere: async (...args) => {
      const [image] = targetsOf(args).images;
      if (image) await writeEverywhere(parts, image);
    },
  };
}

/** A command about the reference of its first two arguments, or of the cursor. */
function atTarget(run: (place: Place, third: unknown) => unknown): (...args: unknown[]) => Promise<void> {
  return async (...args) => {
    const place = await targetOf(args);
    if (place) await run(place, args[2]);
  };
}

async function useCaption(place: Place): Promise<void> {
  const { caption } = place.reference;
  if (caption === undefined) void vscode.window.showInformationMessage('This image has no caption.');
  else await writeOrOffer(place, caption);
}

async function askAbout(parts: DocsParts, place: Place): Promise<void> {
  const { signal } = new AbortController();
  const name = nameOf(place.reference.source.text);
  const again = () => askAbout(parts, place);
  const located = await withTrouble(parts, name, () => locate(place, signal), again);
  if (located && 'uri' in located) await vscode.commands.executeCommand('askClaude.ask', located.uri);
  else if (located)
    void vscode.window.showInformationMessage(
      'Only an image that is a file can be asked about in the panel.',
    );
}
