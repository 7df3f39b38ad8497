/** How a number is written: the mark before its decimals, if it has any, and the one between its thousands. */
export interface NumberMarks {
  readonly decimal?: '.' | ',';
  readonly thousands?: string;
}

/** Longer texts are no numbers. */
const longest = 40;

const BEFORE = /^(?:[$€£¥₹]|[A-Z]{3}(?=[ \d]))/;
const AFTER = /(?:%|‰|[$€£¥₹]|[A-Z]{3}|[a-zµ°/²³]{1,6})$/i;
const SIGN = /^[-+−–]/;

/** The digits and marks of a number, without sign, currency and unit; undefined for any other text. */
function digitsOf(text: string): { readonly digits: string; readonly negative: boolean } | undefined {
  if (text.length > longest) return undefined;
  const bare = text.trim();
  const bracketed = bare.startsWith('(') && bare.endsWith(')');
  const inside = bracketed ? bare.slice(1, -1).trim() : bare;
  const unsigned = inside.replace(SIGN, '').trimStart();
  const amount = unsigned.replace(BEFORE, '').trimStart();
  const digits = amount.replace(SIGN, '').replace(AFTER, '').trim();
  if (!/^\d[\d.,'’\u00a0\u202f ]*$/.test(digits)) return undefined;
  return { digits, negative: bracketed || /^[-−–]/.test(inside) || /^[-−–]/.test(amount) };
}

/** True for a number, whatever its marks. */
export function isNumber(text: string): boolean {
  const found = digitsOf(text);
  return found !== undefined && marksOf(found.digits) !== undefined;
}

/** The marks that a number shows beyond doubt: `1.234,5`, `12,5` and `1,234,567` do, `1,234` could be either. */
export function marksShown(text: string): NumberMarks | undefined {
  const digits = digitsOf(text)?.digits;
  const marks = digits === undefined ? undefined : marksOf(digits);
  return marks === 'either' ? undefined : marks;
}

/** The value of a number whose ambiguous marks (`1,234`) are read as `marks` says, a decimal point by default. */
export function numberOf(text: string, marks: NumberMarks = { decimal: '.' }): number | undefined {
  const found = digitsOf(text);
  const shown = found && marksOf(found.digits);
  if (!found || !shown) return undefined;
  const { decimal = '.' } =
    shown === 'either' ? marks : { decimal: shown.decimal ?? otherOf(shown.thousands) };
  const [whole = '', decimals = ''] = splitAt(found.digits, decimal);
  const value = Number(`${whole.replace(/\D/g, '')}.${decimals.replace(/\D/g, '')}`);
  return found.negative ? -value : value;
}

/** Digits after the decimal mark. */
export function decimalsOf(text: string, marks: NumberMarks): number {
  const shown = marksShown(text);
  const { decimal = '.' } = shown ?? marks;
  return splitAt(digitsOf(text)?.digits ?? '', decimal)[1]?.length ?? 0;
}

function splitAt(digits: string, decimal: string): readonly string[] {
  const place = digits.lastIndexOf(decimal);
  return place < 0 ? [digits] : [digits.slice(0, place), digits.slice(place + 1)];
}

function otherOf(thousands: string | undefined): '.' | ',' {
  return thousands === '.' ? ',' : '.';
}

/** Undefined for digits that no way of writing numbers explains; `either` for `1.234` and `1,234`. */
function marksOf(digits: string): NumberMarks | 'either' | undefined {
  if (/^\d+$/.test(digits)) return {};
  const groups = /^\d{1,3}([ '’\u00a0\u202f])\d{3}(?:\1\d{3})*(?:([.,])\d+)?$/.exec(digits);
  if (groups) return { thousands: groups[1] ?? ' ', ...(isMark(groups[2]) && { decimal: groups[2] }) };
  if (/^\d{1,3}[.,]\d{3}$/.test(digits) && !/^0/.test(digits)) return 'either';
  const plain = /^\d+([.,])\d+$/.exec(digits);
  if (plain && isMark(plain[1])) return { decimal: plain[1] };
  const grouped = GROUPED.exec(digits) ?? INDIAN.exec(digits);
  if (!grouped || grouped[1] === grouped[2] || isAddress(digits)) return undefined;
  return { thousands: grouped[1] ?? ',', ...(isMark(grouped[2]) && { decimal: grouped[2] }) };
}

/** Groups of three digits; dates and versions such as `01.02.24` have others. */
const GROUPED = /^[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*(?:([.,])\d+)?$/;
/** `12,34,567`. */
const INDIAN = /^[1-9]\d?(,)\d{2}(?:,\d{2})*,\d{3}(?:(\.)\d+)?$/;

/** `192.168.100.200` is written like a number. */
function isAddress(digits: string): boolean {
  const bytes = digits.split('.');
  return bytes.length === 4 && bytes.every((byte) => Number(byte) <= 255);
}

function isMark(mark: string | undefined): mark is '.' | ',' {
  return mark === '.' || mark === ',';
}
