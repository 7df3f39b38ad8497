/** A hint may well be meant as it is; a warning is hardly ever. Only a setting makes an error of a finding. */
export type Severity = 'error' | 'warning' | 'hint';

/** One thing that the audit looks for. `docs/rules.md` is made from these (`npm run rules-doc`). */
export interface Rule {
  /** The default; a case that may be meant is a hint, as the examples show. */
  readonly severity: Severity;
  /** Its name in the Problems view, which comments may give as well. */
  readonly code: string;
  /** What is wrong, in a few words. */
  readonly title: string;
  /** Whom it harms and what helps, in a sentence or two. */
  readonly why: string;
  /** The guidance it follows. */
  readonly source: string;
  /** Markdown that it finds fault with, and Markdown that it lets pass. */
  readonly flagged: readonly string[];
  readonly passes: readonly string[];
}

const F30 = 'https://www.w3.org/WAI/WCAG22/Techniques/failures/F30';
const W3C_TIPS = 'https://www.w3.org/WAI/tutorials/images/tips/';
const NON_TEXT = 'https://www.w3.org/WAI/WCAG22/Understanding/non-text-content.html';
const VISION = 'https://platform.claude.com/docs/en/build-with-claude/vision';
const WEBAIM = 'https://webaim.org/techniques/alttext/';

/** Ids are stable: settings, suppressions and baselines name them. */
export const RULES = {
  missing: {
    title: 'Image without alt text',
    why: 'An image without alt text is lost on those who cannot see it: screen readers say nothing about it, or read its file name.',
    severity: 'warning',
    code: 'alt-missing',
    source: 'https://www.w3.org/WAI/WCAG22/Techniques/failures/F65',
    flagged: ['<img src="login.png">'],
    passes: ['<img src="login.png" alt="Login dialog">', '<img src="line.png" role="presentation">'],
  },
  empty: {
    title: 'Image with empty alt text',
    why: 'Empty alt text says that an image is decoration. Where it carries meaning, describe it; where it is decoration, say so with a comment or role="presentation".',
    severity: 'warning',
    code: 'alt-empty',
    source: 'https://www.w3.org/WAI/tutorials/images/decision-tree/',
    flagged: [
      '![](login.png)',
      '<img src="login.png" alt=" ">',
      '<a href="home.md"><img src="home.png" alt=""></a>',
    ],
    passes: ['<img src="line.png" alt="">', '<img src="line.png" alt="" role="presentation">'],
  },
  placeholder: {
    title: 'Alt text is a placeholder',
    why: 'The text was put there by an editor or a template, and says nothing about this image.',
    severity: 'warning',
    code: 'alt-placeholder',
    source: F30,
    flagged: [
      '![image](login.png)',
      '![Alt text](login.png)',
      '![Your image here](login.png)',
      '![TODO](login.png)',
    ],
    passes: ['![Login dialog](login.png)'],
  },
  fileName: {
    title: 'Alt text is a file name',
    why: 'A file name says what the file is called, seldom what the image shows.',
    severity: 'warning',
    code: 'alt-file-name',
    source: F30,
    flagged: [
      '![login-dialog.png](login.png)',
      '![IMG_20240301_1234](login.png)',
      '![login-v2](login-v2.png)',
    ],
    passes: ['![Login dialog](login-dialog.png)'],
  },
  vague: {
    title: 'Alt text is vague',
    why: 'The text would fit any image. Say what this one shows.',
    severity: 'warning',
    code: 'alt-vague',
    source: F30,
    flagged: [
      '![The diagram](flow.png)',
      '![Screenshot of](flow.png)',
      '![Charts](flow.png)',
      '![🚀](flow.png)',
    ],
    passes: [
      '![Screenshot of the GitHub home page](home.png)',
      '![Claude logo](claude.png)',
      '[![Settings](gear.png)](settings.md)',
    ],
  },
  imageOf: {
    title: 'Alt text begins with “image of”',
    why: 'Screen readers announce an image as such, so these words only delay what it shows.',
    severity: 'warning',
    code: 'alt-image-of',
    source: W3C_TIPS,
    flagged: ['![Image of the login dialog](login.png)', '![A photograph of the quay](quay.png)'],
    passes: ['![Profile photo of Ada Lovelace](ada.png)', '![Screenshot of the login dialog](login.png)'],
  },
  tooLong: {
    title: 'Alt text is too long',
    why: 'Nobody can pause or skim an alt text. Keep the gist in it, and move details into the text around the image.',
    severity: 'warning',
    code: 'alt-too-long',
    source: W3C_TIPS,
    flagged: [`![${'The page lists every setting by name. '.repeat(5).trim()}](settings.png)`],
    passes: ['![The settings page, sorted by name](settings.png)'],
  },
  repeated: {
    title: 'Alt text is repeated in a row',
    why: 'The same words are read again for each image. Describe them once, and mark the others as decorative.',
    severity: 'hint',
    code: 'alt-repeated',
    source: NON_TEXT,
    flagged: ['![Full star](star.png)![Full star](star.png)![Full star](star.png)'],
    passes: ['See ![the save icon](save.png) in the bar, and ![the save icon](save.png) in the menu.'],
  },
  sameText: {
    title: 'Different images with the same alt text',
    why: 'Who only hears the texts cannot tell the images apart. Say what differs.',
    severity: 'warning',
    code: 'alt-same-text',
    source: NON_TEXT,
    flagged: ['![Login dialog](one.png) ![Login dialog](two.png)'],
    passes: [
      '![Shipping flow](flow.png#gh-light-mode-only) ![Shipping flow](flow-night.png#gh-dark-mode-only)',
      '![Login dialog](one.png) ![Login dialog, filled in](two.png)',
    ],
  },
  sameAsCaption: {
    title: 'Alt text repeats the caption',
    why: 'Screen readers read both, so the same words are heard twice.',
    severity: 'hint',
    code: 'alt-same-as-caption',
    source: WEBAIM,
    flagged: ['Boats at the quay\n\n![Boats at the quay](quay.png)'],
    passes: [
      'Boats at the quay\n\n![Four boats, one of them red](quay.png)',
      // What captionAvailable proposes is not found fault with.
      '<figure><img src="quay.png" alt="Boats at the quay"><figcaption>Boats at the quay</figcaption></figure>',
    ],
  },
  captionAvailable: {
    title: 'Caption could be the alt text',
    why: 'The image has no alt text, but a caption that says what it shows.',
    severity: 'hint',
    code: 'alt-caption-available',
    source: 'https://www.w3.org/WAI/tutorials/images/groups/',
    flagged: [
      '<figure><img src="quay.png"><figcaption>Boats at the quay</figcaption></figure>',
      '<figure><img src="quay.png" alt=""><figcaption>Boats at the quay</figcaption></figure>',
    ],
    passes: [
      '<figure><img src="quay.png" alt="Four boats, one of them red"><figcaption>Boats at the quay</figcaption></figure>',
    ],
  },
  otherLanguage: {
    title: 'Alt text in another language than the page',
    why: 'It is read with the pronunciation of the page’s language, and can hardly be understood.',
    severity: 'hint',
    code: 'alt-other-language',
    source: 'https://www.w3.org/WAI/WCAG22/Understanding/language-of-parts.html',
    flagged: [
      '---\nlang: en\n---\n\n![Die Boote liegen an der Mauer und warten auf die Flut](quay.png)',
      '---\nlang: de\n---\n\n![The boats are at the wall and wait for the tide](quay.png)',
    ],
    passes: [
      '---\nlang: de\n---\n\n![Die Boote liegen an der Mauer und warten auf die Flut](quay.png)',
      '---\nlang: de\n---\n\n![Visual Studio Code, Command Palette](palette.png)',
    ],
  },
  missingFile: {
    title: 'Image file does not exist',
    why: 'The page shows a broken image in its place.',
    severity: 'warning',
    code: 'file-missing',
    source: 'https://html.spec.whatwg.org/multipage/embedded-content.html#the-img-element',
    flagged: ['![Boats at the quay](no-such-file.png)'],
    passes: ['![Boats at the quay](https://example.com/quay.png)'],
  },
  tooLarge: {
    title: 'Image too large to be read',
    why: 'A model sees it scaled down, so that small text in it becomes illegible.',
    severity: 'hint',
    code: 'image-too-large',
    source: VISION,
    flagged: ['![All settings, from top to bottom](tall-page.png)'],
    passes: ['![Settings, sorted by name](settings.png)'],
  },
  tooSmall: {
    title: 'Image too small to be read',
    why: 'It has too few pixels to make out what it shows.',
    severity: 'hint',
    code: 'image-too-small',
    source: VISION,
    flagged: ['![A green dot: the service runs](dot.png)'],
    passes: ['![Settings, sorted by name](settings.png)'],
  },
} satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof RULES;

/** The rules about the file of an image, whatever its alt text says. */
export type FileRule = 'missingFile' | 'tooLarge' | 'tooSmall';

export function isFileRule(id: RuleId): id is FileRule {
  return id === 'missingFile' || id === 'tooLarge' || id === 'tooSmall';
}

export const ruleIds: readonly RuleId[] = Object.keys(RULES).filter(isRuleId);

export function isRuleId(id: string): id is RuleId {
  return Object.hasOwn(RULES, id);
}
