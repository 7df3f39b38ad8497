import { html, nothing } from 'lit/html.js';
import type { PanelState, TurnView } from '../../protocol.ts';
import { answer } from '../answer/answer.ts';
import { failureCard } from '../failure.ts';
import type { Post } from '../host.ts';
import { icon } from '../icon.ts';
import { compareButton, imageList } from '../images.ts';
import { t } from '../l10n.ts';
import { editBox } from './editBox.ts';
import { lookList } from './looks.ts';
import { subject } from './subject.ts';
import { versions } from './versions.ts';

/** One question with its answer, or with what came in the place of one. */
export function turn(view: TurnView, state: PanelState, post: Post) {
  const finished = isFinished(view);
  return html`
    ${subject(view, post)}
    <article aria-label=${view.question} aria-busy=${finished ? 'false' : 'true'}>
      <div class="question">
        ${question(view, state, post)}
        ${imageList(view.images, 'asked', post)}
        ${compareButton(view.images, t('Compare in Viewer'), 'quiet')}
      </div>
      ${view.notes.map((note) => html`<p class="note">${icon('info')}${note}</p>`)}
      ${view.model ? html`<p class="answeredBy">${view.model}</p>` : nothing}
      ${lookList(view.looks)}
      <div class="answer" ${answer(view.answer, finished)}></div>
      ${view.findings?.map((finding) => html`<p class="note finding">${icon('checklist')}${finding}</p>`)}
      ${finished ? nothing : progress(view)}
      ${view.status === 'stopped' ? html`<p class="note">${icon('circle-slash')}${t('Stopped.')}</p>` : nothing}
      ${view.failure ? failureCard(view.failure, view.id, state.running, post) : nothing}
      ${finished ? toolbar(view, state.running, post) : nothing}
    </article>`;
}

function question(view: TurnView, { editing, running }: PanelState, post: Post) {
  const { id } = view;
  if (editing?.id === id) return editBox(editing, t('Ask again'), post);
  return html`
    <div class="words">
      <h2 dir="auto">${view.question}</h2>
      <button class="icon edit" type="button" title=${t('Edit question')} aria-label=${t('Edit question')} ?disabled=${running}
        @click=${() => post('edit', { id })}>${icon('edit')}</button>
    </div>`;
}

function isFinished({ status }: TurnView): boolean {
  return status === 'done' || status === 'stopped' || status === 'failed';
}

function progress(view: TurnView) {
  return html`
    <p class="progress">
      <span class="codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span>${view.progress ?? t('Answering…')}
    </p>`;
}

function toolbar(view: TurnView, running: boolean, post: Post) {
  const turn = view.id;
  const offered = view.failure?.actions.some(({ id }) => id === 'retry');
  return html`
    <div class="toolbar">
      ${versions(view, running, post)}
      ${view.answer ? textButtons(turn, post) : nothing}
      ${view.keepable ? keepButton(turn, post) : nothing}
      ${view.continuable ? continueButton(turn, running, post) : nothing}
      ${offered ? otherModelButton(turn, running, post) : retryButtons(turn, running, post)}
      ${view.usage ? html`<span class="usage">${view.usage}</span>` : nothing}
    </div>`;
}

function textButtons(turn: string, post: Post) {
  return html`
    <button class="quiet" type="button" data-confirm=${t('Copied')} @click=${() => post('copy', { turn })}>
      ${icon('copy')}${t('Copy')}</button>
    <button class="quiet" type="button" @click=${() => post('insert', { turn })}>${icon('insert')}${t('Insert')}</button>`;
}

function keepButton(turn: string, post: Post) {
  return html`
    <button class="quiet" type="button" title=${t('Save, copy or open the result in another format')}
      @click=${() => post('keep', { turn })}>${icon('save')}${t('Save As…')}</button>`;
}

function continueButton(turn: string, running: boolean, post: Post) {
  return html`
    <button class="quiet" type="button" ?disabled=${running} @click=${() => post('act', { id: 'continue', turn })}>
      ${icon('debug-continue')}${t('Continue')}</button>`;
}

/** Alone it has words; beside Retry it is the arrow that opens a list. */
function otherModelButton(turn: string, running: boolean, post: Post) {
  return html`
    <button class="quiet" type="button" ?disabled=${running} @click=${() => post('retryWith', { turn })}>
      ${icon('refresh')}${t('Ask another model')}</button>`;
}

function retryButtons(turn: string, running: boolean, post: Post) {
  const name = t('Ask another model');
  return html`
    <button class="quiet" type="button" ?disabled=${running} @click=${() => post('retry', { turn })}>
      ${icon('refresh')}${t('Retry')}</button>
    <button class="icon other" type="button" title=${name} aria-label=${name} ?disabled=${running}
      @click=${() => post('retryWith', { turn })}>${icon('chevron-down')}</button>`;
}
