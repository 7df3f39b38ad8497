declare const __VERSION__: string;

/** Of the package; the build puts it in. */
export const version: string = typeof __VERSION__ === 'string' ? __VERSION__ : '0.0.0';

export const help = `ask-claude-images ${version}: finds missing and poor alt texts in documentation

Usage
  ask-claude-images audit PATH… [options]

PATH is a document, or a folder whose documents are read: Markdown, MDX, HTML, JSX, Vue, Svelte, Astro, AsciiDoc,
reStructuredText, LaTeX, Quarto and Jupyter notebooks. Without a key and without a network.

Options of audit
  --format FORMAT        text (default), json, markdown, csv, sarif, junit or github
  --max-warnings N       warnings that are let pass (default: 0); errors never are, hints always
  --baseline FILE        leaves out the findings that FILE lists
  --write-baseline FILE  lists all findings of today in FILE, instead of reporting them
  --changed REV          only documents that differ from a revision of git

  --help                 shows this
  --version              shows the version

Exit codes
  0  nothing was found, or no more than is let pass
  1  errors, or more warnings than --max-warnings
  2  it could not be run

Rules are set in a file .askclauderc.json, and switched off by comments in documents: see docs/rules.md of this package.
`;
