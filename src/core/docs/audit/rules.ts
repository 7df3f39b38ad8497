/** A hint may well be meant as it is; a warning is hardly ever. */
export type Severity = 'warning' | 'hint';

/** One thing that the audit looks for. `docs/rules.md` is made from these (`npm run rules-doc`). */
export interface Rule {
  /** The default; a case that may be meant is a hint, as the examples show. */
  readonly severity: Severity;
  /** The guidance it follows. */
  readonly source: string;
  /** Markdown that it finds fault with, and Markdown that it lets pass. */
  readonly flagged: readonly string[];
  readonly passes: readonly string[];
}

const F30 = 'https://www.w3.org/WAI/WCAG22/Techniques/failures/F30';
const W3C_TIPS = 'https://www.w3.org/WAI/tutorials/images/tips/';
const WEBAIM = 'https://webaim.org/techniques/alttext/';

/** Ids are stable: settings, suppressions and baselines name them. */
export const RULES = {
  missing: {
    severity: 'warning',
    source: 'https://www.w3.org/WAI/WCAG22/Techniques/failures/F65',
    flagged: ['<img src="login.png">'],
    passes: ['<img src="login.png" alt="Login dialog">', '<img src="line.png" role="presentation">'],
  },
  empty: {
    severity: 'warning',
    source: 'https://www.w3.org/WAI/tutorials/images/decision-tree/',
    flagged: [
      '![](login.png)',
      '<img src="login.png" alt=" ">',
      '<a href="home.md"><img src="home.png" alt=""></a>',
    ],
    passes: ['<img src="line.png" alt="">', '<img src="line.png" alt="" role="presentation">'],
  },
  placeholder: {
    severity: 'warning',
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
    severity: 'warning',
    source: F30,
    flagged: [
      '![login-dialog.png](login.png)',
      '![IMG_20240301_1234](login.png)',
      '![login-v2](login-v2.png)',
    ],
    passes: ['![Login dialog](login-dialog.png)'],
  },
  vague: {
    severity: 'warning',
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
    severity: 'warning',
    source: W3C_TIPS,
    flagged: ['![Image of the login dialog](login.png)', '![A photograph of the quay](quay.png)'],
    passes: ['![Profile photo of Ada Lovelace](ada.png)', '![Screenshot of the login dialog](login.png)'],
  },
  tooLong: {
    severity: 'warning',
    source: W3C_TIPS,
    flagged: [`![${'The page lists every setting by name. '.repeat(5).trim()}](settings.png)`],
    passes: ['![The settings page, sorted by name](settings.png)'],
  },
  repeated: {
    severity: 'warning',
    source: 'https://www.w3.org/WAI/WCAG22/Understanding/non-text-content.html',
    flagged: [
      '![Login dialog](one.png) ![Login dialog](two.png)',
      '![Full star](star.png)![Full star](star.png)![Full star](star.png)',
    ],
    passes: [
      '![Shipping flow](flow.png#gh-light-mode-only) ![Shipping flow](flow-night.png#gh-dark-mode-only)',
      'See ![the save icon](save.png) in the bar, and ![the save icon](save.png) in the menu.',
    ],
  },
  sameAsCaption: {
    severity: 'hint',
    source: WEBAIM,
    flagged: [
      '<figure><img src="quay.png" alt="Boats at the quay"><figcaption>Boats at the quay</figcaption></figure>',
    ],
    passes: [
      '<figure><img src="quay.png" alt="Four boats, one of them red"><figcaption>Boats at the quay</figcaption></figure>',
    ],
  },
  missingFile: {
    severity: 'warning',
    source: 'https://html.spec.whatwg.org/multipage/embedded-content.html#the-img-element',
    flagged: ['![Boats at the quay](no-such-file.png)'],
    passes: ['![Boats at the quay](https://example.com/quay.png)'],
  },
} satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof RULES;
