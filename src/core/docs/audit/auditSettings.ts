import { RULES, type RuleId, type Severity } from './rules.ts';

/** What a rule may be set to. */
export type Level = Severity | 'off';

export interface AuditSettings {
  /** Characters an alt text may have. */
  readonly maxLength: number;
  /** Rules that are not applied as the table has them. */
  readonly rules?: Readonly<Partial<Record<RuleId, Level>>>;
}

/**
 * The severity of a finding: that of its rule in the settings, else its default; undefined when the rule is off. A case
 * that `mayBeMeant` stays a hint.
 */
export function severityOf(rule: RuleId, { rules }: AuditSettings, mayBeMeant = false): Severity | undefined {
  const level = rules?.[rule] ?? RULES[rule].severity;
  if (level === 'off') return undefined;
  return mayBeMeant ? 'hint' : level;
}
