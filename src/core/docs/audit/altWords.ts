/** Words, numbers and signs of other scripts, in lower case; marks between them are left out. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
  );
}

/** Characters as people count them, roughly: code points. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/**
 * Whether a text is one that editors and authors leave behind (`placeholder`) or that fits any image (`vague`).
 * `named` lets the words pass that say what the link or button does that an image alone names, as "Settings".
 */
export function emptyPhrase(text: string, named: boolean): 'placeholder' | 'vague' | undefined {
  const all = wordsOf(text.slice(0, LONGEST_PHRASE));
  const words = withoutNumber(all);
  const bare = withoutLead(words, ARTICLES);
  const [phrase, core] = [words.join(' '), bare.join(' ')];
  if (PLACEHOLDERS.has(phrase) || PICTURES.has(core) || isStandIn(words) || isFiller(phrase))
    return 'placeholder';
  if (named && hasNoun(FUNCTIONS, core)) return undefined;
  const isVague = POINTERS.has(phrase) || isThing(core) || isKindOfThing(bare) || isCutOff(bare);
  return isVague || isTooShort(text, all) ? 'vague' : undefined;
}

/** Characters; none of the phrases below is as long. */
const LONGEST_PHRASE = 200;

function set(list: string): ReadonlySet<string> {
  return new Set(list.split(',').map((words) => words.trim()));
}

const ARTICLES = set('a, an, the, this, that, these, those, some, our, my, your, here, is, are');

/** Words for an image, in the languages documentation is mostly written in. */
const PICTURES = set(`
  image, images, img, imgs, picture, pictures, pic, pics, photo, photos, photograph, photographs, screenshot, screenshots,
  screen shot, screen shots, screen capture, screen captures, screencap, screen grab, screengrab, figure, figures, fig,
  graphic, graphics, illustration, illustrations, drawing, drawings, painting, paintings, sketch, artwork, artworks, art,
  clipart, clip art, visual, visuals, media, attachment, attachments, thumbnail, thumbnails, thumb, upload, uploads,
  uploaded, upload image, asset, assets, file, files, jpg, jpeg, png, svg, gif, gifs, webp, avif, bmp, tiff, ico, pdf,
  bild, bilder, abbildung, bildschirmfoto, foto, fotos, grafik, imagen, imágenes, captura, captura de pantalla, imagem,
  imagens, captura de tela, captura de ecrã, capture, capture d écran, illustrazione, immagine, immagini, schermata,
  figura, figuras, afbeelding, afbeeldingen, bilde, billede, kuva, obraz, obrazek, obrázek, 画像, 写真, スクリーンショット,
  图片, 圖片, 图像, 截图, 截圖, 照片, 이미지, 사진, 스크린샷, скриншот, изображение, картинка, фото`);

/** Words that stand where a text should be written. */
const SLOTS = set(`
  alt, alts, alt text, alt tag, alt attribute, alt description, alternate text, alternative text, alternative, text,
  image alt, image alt text, image description, image title, image name, image caption, photo description,
  picture description, description, caption, title, name, text description, description of image,
  description of the image`);

const PLACEHOLDERS = set(`
  ${[...SLOTS].join(',')}, todo, to do, tbd, tba, tbc, fixme, wip, n a, na, none, null, nil, undefined, unknown, nan, test,
  testing, test image, foo, bar, foo bar, asdf, qwerty, temp, tmp, temporary, dummy, dummy image, default, default image,
  placeholder, placeholder image, placeholder text, image placeholder, img placeholder, untitled, untitled diagram, unnamed,
  unnamed image, no alt, no alt text, no image, no description, no caption, missing, missing alt, missing alt text,
  image not found, image missing, missing image, broken image, coming soon, to come, replace me, change me, fill me in,
  empty, blank, spacer, spacer image, pixel, transparent, transparent pixel, separator, divider, decoration, decorative,
  decorative image, decorative line, ornament`);

/** Words that stand for nothing that could be seen. */
const POINTERS = set(`
  this, that, here, there, it, above, below, link, links, more, click, click here, click me, click to enlarge,
  click to zoom, tap here, read more, learn more, see more, see above, see below, see here, as shown above, as shown below,
  as seen above, as seen below, shown above, shown below, this one`);

/** Kinds of pictures and of things, which say nothing about this one. */
const THINGS = set(`
  logo, icon, diagram, chart, graph, plot, button, banner, header, footer, hero, avatar, background, bullet, arrow, badge,
  emoji, symbol, shape, infographic, wireframe, mockup, slide, cover, poster, portrait, headshot, collage, animation,
  layout, window, dialog, page, screen, flow, flowchart, process, result, user interface, ui, gui, diagramm, symbolbild,
  图标, 图表, アイコン`);

/** Those that are also what a link leads to or a button does. */
const FUNCTIONS = set(`
  menu, settings, options, preview, demo, overview, example, sample, interface, workflow, step, map, table, video,
  gallery, output, architecture`);

function isThing(words: string): boolean {
  return hasNoun(THINGS, words) || hasNoun(FUNCTIONS, words);
}

/** In the singular or in the plural. */
function hasNoun(nouns: ReadonlySet<string>, words: string): boolean {
  return nouns.has(words) || (words.endsWith('s') && nouns.has(words.slice(0, -1)));
}

const KINDS = set(`
  image, images, picture, screenshot, screenshots, diagram, diagrams, icon, icons, page, screen, window, dialog, photo,
  graphic, illustration`);

/** "Settings page", "Workflow diagram". */
function isKindOfThing(words: readonly string[]): boolean {
  return words.length > 1 && KINDS.has(words.at(-1) ?? '') && isThing(words.slice(0, -1).join(' '));
}

const PREPOSITIONS = set('of, showing, with, for, from, in, depicting, von, de, du, del, di, van');

/** "Screenshot of", which was never finished. */
function isCutOff(words: readonly string[]): boolean {
  const rest = words.slice(0, -1).join(' ');
  return PREPOSITIONS.has(words.at(-1) ?? '') && (PICTURES.has(rest) || isThing(rest));
}

const COMMANDS = set(
  'insert, enter, type, add, write, put, place, provide, replace, describe, your, this, the, an, a, my, some, with',
);
const HERE = set('here, goes, go, will, should, please, be, now, to, come, coming, soon');

/** "Your image here", "Insert photo", "Enter alt text", "Add a description of the image here". */
function isStandIn(words: readonly string[]): boolean {
  const tail = [...withoutLead([...words].reverse(), HERE)].reverse();
  const core = withoutLead(tail, COMMANDS);
  const [phrase, hasLead, hasTail] = [core.join(' '), core.length < tail.length, tail.length < words.length];
  if (SLOTS.has(phrase)) return hasLead || hasTail;
  const isCommand = hasLead && /^(?:insert|place|replace|your|describe|put)$/.test(words[0] ?? '');
  return (PICTURES.has(phrase) && (isCommand || hasTail)) || (isThing(phrase) && hasTail);
}

function isFiller(phrase: string): boolean {
  return /^(?:x+|lorem ipsum.*|(?:test )?foo bar baz)$/.test(phrase);
}

/** In scripts with a sign for each word or syllable, two are a word. */
const DENSE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

function isTooShort(text: string, words: readonly string[]): boolean {
  return words.length === 0 || (lengthOf(text.trim()) < 3 && !DENSE.test(text));
}

/** Without a number at the end: "Screenshot 12", "image1". */
function withoutNumber(words: readonly string[]): readonly string[] {
  const last = words.at(-1) ?? '';
  const letters = last.replace(/\d{1,9}$/, '');
  if (words.length < 2 && letters === '') return words;
  return letters === '' ? words.slice(0, -1) : [...words.slice(0, -1), letters];
}

/** Without those at the start that are in the set; one always remains. */
function withoutLead(words: readonly string[], lead: ReadonlySet<string>): readonly string[] {
  const first = words.findIndex((word) => !lead.has(word));
  return first < 0 ? words.slice(-1) : words.slice(first);
}
