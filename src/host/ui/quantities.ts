import * as vscode from 'vscode';

/** Numbers as people read them, in the language of the editor. */

export function number(many: number, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(vscode.env.language, options).format(many);
}

/** The sentence for this number: "1 image", "2 images". French has the first for 0, too. */
export function plural(many: number, one: string, other: string): string {
  return new Intl.PluralRules(vscode.env.language).select(many) === 'one' ? one : other;
}

/** "a, b and c" */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat(vscode.env.language).format(names);
}

/** A day such as 2026-11-30. */
export function dayText(day: string): string {
  const format = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeZone: 'UTC' });
  return format.format(new Date(day));
}

export function pixels(width: number, height: number): string {
  return `${width} × ${height}`;
}

export function megabytes(bytes: number): string {
  if (bytes < 1000) return plural(bytes, vscode.l10n.t('{0} byte', bytes), vscode.l10n.t('{0} bytes', bytes));
  if (bytes < 1_000_000) return vscode.l10n.t('{0} kB', Math.round(bytes / 1000));
  const digits = bytes < 10_000_000 ? 1 : 0;
  const shown = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return vscode.l10n.t('{0} MB', number(bytes / 1_000_000, shown));
}

export function megapixels(many: number): string {
  const shown = Math.round(many / 1e6);
  return plural(
    shown,
    vscode.l10n.t('{0} megapixel', number(shown)),
    vscode.l10n.t('{0} megapixels', number(shown)),
  );
}

export function tokens(count: number): string {
  return plural(count, vscode.l10n.t('{0} token', number(count)), vscode.l10n.t('{0} tokens', number(count)));
}

/** USD, with as many digits as small sums need. */
export function money(dollars: number): string {
  if (dollars >= 0.0995) return usd(dollars, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  if (dollars < 0.0001) return vscode.l10n.t('less than {0}', usd(0.0001, { maximumSignificantDigits: 1 }));
  return usd(dollars, { maximumSignificantDigits: 2 });
}

function usd(dollars: number, digits: Intl.NumberFormatOptions): string {
  return number(dollars, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    ...digits,
  });
}
