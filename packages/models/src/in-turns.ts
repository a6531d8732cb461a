/** What to do while long work goes on. */
export interface Turns<P> {
  /** Looked at between two turns. */
  readonly signal?: AbortSignal | undefined;
  /** Called with where the work stands, first at once and then at each turn. */
  readonly onProgress?: ((progress: P) => void) | undefined;
}

/** Time for others between two turns of a long run, ms. */
const TURN = 50;

/**
 * Runs work that yields where it stands to its end, handing the thread back some twenty times a second, so that progress
 * can be shown and the signal be aborted while it runs.
 *
 * @throws the signal's reason once it is aborted
 */
export async function inTurns<P, T>(
  work: Generator<P, T>,
  { signal, onProgress }: Turns<P> = {},
): Promise<T> {
  let turn = -Infinity;
  for (;;) {
    signal?.throwIfAborted();
    const next = work.next();
    if (next.done === true) return next.value;
    if (performance.now() - turn < TURN) continue;
    onProgress?.(next.value);
    await new Promise((resolve) => setTimeout(() => resolve(undefined), 0));
    turn = performance.now();
  }
}

/**
 * Runs work that yields where it stands to its end at once.
 *
 * @throws the signal's reason once it is aborted
 */
export function atOnce<P, T>(work: Generator<P, T>, signal?: AbortSignal): T {
  for (;;) {
    signal?.throwIfAborted();
    const next = work.next();
    if (next.done === true) return next.value;
  }
}
