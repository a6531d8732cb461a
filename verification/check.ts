/** One line of the verification table (`npm run verify`). */
export interface Check {
  /** `V8` or `V8/phi=0.17`; table 6.1 has ids such as `6.1/PCHS-5/Q500`. */
  readonly id: string;
  readonly what: string;
  /** Where the expectation comes from: an equation, a limit, a publication, an independent program. */
  readonly source: string;
  readonly expected: number;
  readonly computed: number;
  /** Largest |computed - expected| that passes, in the unit of the values. */
  readonly tolerance: number;
  readonly pass: boolean;
}

/** A check that passes when |computed - expected| stays within `tolerance` (absolute). */
export function check(
  id: string,
  what: string,
  source: string,
  expected: number,
  computed: number,
  tolerance: number,
): Check {
  return {
    id,
    what,
    source,
    expected,
    computed,
    tolerance,
    pass: Math.abs(computed - expected) <= tolerance,
  };
}

/** A check with a relative tolerance. */
export function checkRelative(
  id: string,
  what: string,
  source: string,
  expected: number,
  computed: number,
  relative: number,
): Check {
  return check(id, what, source, expected, computed, Math.abs(expected) * relative);
}
