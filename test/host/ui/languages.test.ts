import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { config } from '@vscode/l10n';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { failureKinds, keySources } from '../../../src/core/errors.ts';
import { oddities, type Refusal, refusalReasons } from '../../../src/core/image/imageTypes.ts';
import { recipes } from '../../../src/core/recipes.ts';
import { estimateText } from '../../../src/host/ask/estimateText.ts';
import { recipeInstruction } from '../../../src/host/ask/session/recipeInstruction.ts';
import { auditSummary } from '../../../src/host/docs/audit/auditSummary.ts';
import { failureView } from '../../../src/host/ui/failureText.ts';
import { dayText, megabytes, money, tokens } from '../../../src/host/ui/quantities.ts';
import { recipeTitle } from '../../../src/host/ui/recipeTitle.ts';
import { documentRefusalText, omittedText, refusalText } from '../../../src/host/ui/refusalText.ts';
import {
  clipboardRefused,
  noImageInClipboard,
  noteText,
  nothingToAsk,
  skippedText,
  tooFewText,
} from '../../../src/host/ui/sentences.ts';
import { pseudoMessages, wordsLeft } from '../../launch/pseudo.ts';

/** As the editor does it from the files of the extension. */
function speak(language: string, messages: Readonly<Record<string, string>>): void {
  Object.assign(vscode.env, { language });
  config({ contents: { ...messages } });
}

function french(): Record<string, string> {
  return JSON.parse(readFileSync(new URL('../../../l10n/bundle.l10n.fr.json', import.meta.url), 'utf8'));
}

describe('the words of the host in another language', () => {
  afterEach(() => speak('en', {}));

  it('leave no failure in English', () => {
    speak('qps-ploc', pseudoMessages());
    for (const kind of failureKinds)
      for (const begun of [false, true])
        for (const keySource of keySources) {
          const { text, remedy, actions } = failureView({ kind, detail: '', keySource }, begun);
          for (const shown of [text, remedy, ...actions.map(({ label }) => label)])
            assert.deepEqual(wordsLeft(shown), [], `${kind}: ${shown}`);
        }
  });

  it('leave no refusal in English', () => {
    speak('qps-ploc', pseudoMessages());
    const sizes = { width: 1, height: 1, limit: 2, byteLength: 3, type: '?', detail: '-' };
    const refusals: Refusal[] = [
      ...refusalReasons.flatMap((reason) => [
        { reason, type: '?' },
        { reason, ...sizes },
        { reason, ...sizes, needed: 4 },
      ]),
      ...oddities.map((oddity) => ({ reason: 'unsupported' as const, type: '?', oddity })),
    ];
    for (const refusal of refusals)
      for (const text of [refusalText('1', refusal), documentRefusalText('1', refusal)])
        assert.deepEqual(wordsLeft(text), [], text);
    for (const part of ['html', 'images', 'fonts', 'stylesheets', 'everything'] as const)
      assert.deepEqual(wordsLeft(omittedText([part])), []);
  });

  it('leave nothing else in English', () => {
    speak('qps-ploc', pseudoMessages());
    const shown = [
      ...recipes.flatMap((recipe) => [recipeTitle(recipe), tooFewText(recipe)]),
      ...[clipboardRefused(), noImageInClipboard(), nothingToAsk(), skippedText(1), skippedText(2)],
      noteText({ what: 'shrunk', image: '1', width: 1, height: 1, why: 'manyImages' }),
      noteText({ what: 'droppedFromHistory', image: '1', why: 'requestBytes' }),
      auditSummary({ images: 5, documents: 1, wordless: 1, improvable: 2, missingFiles: 3 }),
      ...[estimateText({ tokens: 1, usd: 1 }), megabytes(2e6), tokens(2)],
    ];
    for (const text of shown) assert.deepEqual(wordsLeft(text ?? ''), [], text);
  });

  it('has the model describe in that language, and leaves what it copies and what users wrote', () => {
    speak('fr', french());
    const asked = Object.fromEntries(recipes.map((recipe) => [recipe.id, recipeInstruction(recipe)]));
    for (const id of ['describe', 'altText', 'compare'])
      assert.match(asked[id] ?? '', / Answer in French\.$/);
    for (const id of ['extractText', 'extractTable', 'toMermaid', 'toCode'])
      assert.doesNotMatch(asked[id] ?? '', /French/);
    const own = { id: 'custom:Typos', title: 'Typos', instruction: 'List them.', minImages: 1 } as const;
    assert.equal(recipeInstruction({ ...own, inserts: 'answer' }), 'List them.');
  });

  it('are French with the numbers, prices and days of French', () => {
    speak('fr', french());
    assert.equal(skippedText(1), '1 fichier a été ignoré\u00a0: seules des images peuvent être jointes.');
    assert.equal(
      skippedText(1200),
      '1\u202f200 fichiers ont été ignorés\u00a0: seules des images peuvent être jointes.',
    );
    assert.equal(
      auditSummary({ images: 0, documents: 3, wordless: 0, improvable: 0, missingFiles: 0 }),
      french()['There is no image in these documents.'],
    );
    assert.equal(tokens(0), '0\u00a0jeton');
    assert.equal(tokens(4784), '4\u202f784\u00a0jetons');
    assert.equal(money(0.0123), '0,012\u00a0$');
    assert.equal(megabytes(1_500_000), '1,5\u00a0Mo');
    assert.equal(dayText('2026-11-30'), '30 nov. 2026');
    assert.equal(
      estimateText({ tokens: 1204, usd: 0.01 }),
      'environ 1\u202f204\u00a0jetons en entrée, 0,01\u00a0$ avec la réponse',
    );
  });
});
