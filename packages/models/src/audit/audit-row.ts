/** A number of an audit with its name and the unit that a reader expects (mg, %, nm). */
export interface AuditNumber {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** One claim of the paper held against arithmetic. */
export interface AuditRow {
  /** `A1` to `A19`. */
  readonly id: string;
  /** The paper's own words. */
  readonly claim: string;
  readonly arithmetic: readonly AuditNumber[];
  /** What follows for a reader of the claim. */
  readonly verdict: string;
}

/** A number of an audit. */
export function number(name: string, value: number, unit: string): AuditNumber {
  return { name, value, unit };
}
