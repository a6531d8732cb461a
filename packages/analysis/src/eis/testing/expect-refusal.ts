import { InputError } from '@anodelab/data';
import { expect } from 'vitest';
import { parseCircuit } from '../parse-circuit.ts';

/** Demands that a circuit is refused at that column (from 1) with a message that has these words. */
export function expectRefusal(text: string, column: number, words: string): void {
  let error: unknown;
  try {
    parseCircuit(text);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(InputError);
  expect((error as InputError).message).toContain(words);
  expect((error as InputError).column).toBe(column);
}
