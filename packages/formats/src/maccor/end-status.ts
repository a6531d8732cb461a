/** Codes from here on are the last record of a step. */
const STEP_END = 128;

/** Reasons for a record, as far as files and public readers prove them. */
const REASONS: ReadonlyMap<number, string> = new Map([[1, 'step time']]);

/**
 * Maccor's code `ES` in words: why the record was taken. 0 is the first record of a step; 128 and more is the last one,
 * and what is above 128 says which condition ended it. Only the condition 1 (step time) is proved by files; others keep
 * their number. Empty where the file has no code.
 */
export function endStatusWords(code: number): string {
  if (!Number.isInteger(code) || code < 0 || code > 255) return '';
  if (code === 0) return 'step start';
  const reason = code % STEP_END;
  const words = REASONS.get(reason) ?? `condition ${reason}`;
  return code >= STEP_END ? `step end: ${words}` : words;
}
