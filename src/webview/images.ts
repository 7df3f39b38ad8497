import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing } from 'lit/html.js';
import type { ImageView } from '../protocol.ts';
import type { Post } from './host.ts';
import { icon } from './icon.ts';
import { number, t } from './l10n.ts';

/** The images of the next question (`attached`, they can be removed) or of one that was asked. */
export function imageList(images: readonly ImageView[], role: 'attached' | 'asked', post: Post) {
  if (images.length === 0) return nothing;
  const cards = repeat(
    images,
    (image) => image.id,
    (image) => card(image, role, post),
  );
  const amount = images.length === 1 ? 'one' : images.length < 5 ? 'few' : 'many';
  const name = role === 'attached' ? t('Images of the next question') : t('Images of this question');
  return html`<ul class="images ${role} ${amount}" role="list" aria-label=${name}>${cards}</ul>`;
}

/** Opens the viewer with the first two images, one over the other; nothing where there are no two. */
export function compareButton(images: readonly ImageView[], label: unknown, style: 'icon' | 'quiet') {
  const [first, second] = images.filter(({ size }) => size);
  if (!first || !second) return nothing;
  return html`
    <button class=${style} type="button" title=${t('Compare in Viewer')} aria-label=${t('Compare in Viewer')}
      data-image=${first.id} data-other=${second.id}>${icon('compare-changes')}${label}</button>`;
}

function card(image: ImageView, role: 'attached' | 'asked', post: Post) {
  return html`
    <li class="image ${image.problem ? 'unusable' : ''}">
      <div class="picture">
        ${picture(image)}
        <button class="open" type="button" title=${tooltip(image)} aria-label=${t('View {0}', image.name)}
          data-image=${image.id}></button>
      </div>
      <div class="about">
        <div class="name" title=${image.name}>${image.name}</div>
        ${image.detail ? html`<div class="detail">${image.detail}</div>` : nothing}
        ${image.sent ? html`<div class="detail sent">${image.sent}</div>` : nothing}
        ${role === 'attached' ? framePicker(image, post) : nothing}
        ${image.unsaved ? saveButton(image, post) : nothing}
        ${image.problem ? html`<div class="problem">${icon('warning')}${image.problem}</div>` : nothing}
      </div>
      ${role === 'attached' ? removeButton(image, post) : nothing}
    </li>`;
}

function tooltip({ name, detail, sent }: ImageView): string {
  return [t('View {0}', name), detail, sent].filter(Boolean).join('\n');
}

function picture({ name, thumbnail }: ImageView) {
  if (thumbnail === undefined)
    return html`<span class="missing" role="img" aria-label=${name}>${icon('file-media')}</span>`;
  return html`<img src=${thumbnail} alt=${name} draggable="false" decoding="async" @error=${onBroken} @load=${onLoaded}>`;
}

/** The file may have gone since it was attached; the name stays, the browser's broken picture does not. */
function onBroken({ currentTarget }: Event): void {
  if (currentTarget instanceof Element) currentTarget.classList.add('broken');
}

function onLoaded({ currentTarget }: Event): void {
  if (currentTarget instanceof Element) currentTarget.classList.remove('broken');
}

function removeButton({ id, name }: ImageView, post: Post) {
  return html`
    <button class="remove icon" type="button" title=${t('Remove {0}', name)} aria-label=${t('Remove {0}', name)}
      @click=${() => post('remove', { image: id })}>${icon('close')}</button>`;
}

function saveButton({ id, name }: ImageView, post: Post) {
  return html`
    <button class="link" type="button" aria-label=${t('Save to Workspace: {0}', name)}
      @click=${() => post('save', { image: id })}>${t('Save to Workspace')}</button>`;
}

function framePicker({ id, name, frames, frame = 0 }: ImageView, post: Post) {
  if (frames === undefined || frames < 2) return nothing;
  const choose = ({ currentTarget: input }: Event) => {
    if (!(input instanceof HTMLInputElement)) return;
    const chosen = Math.min(frames, Math.max(1, Math.round(input.valueAsNumber || 1)));
    input.value = String(chosen);
    post('frame', { image: id, frame: chosen - 1 });
  };
  return html`
    <label class="frames">${t('Frame')}
      <input type="number" min="1" max=${frames} aria-label=${t('Frame of {0}', name)} .value=${live(String(frame + 1))}
        @change=${choose}>
      ${t('of {0}', number(frames))}</label>`;
}
