/** What every command gets: how to print, and whether warnings count. */
export interface Settings {
  readonly json: boolean;
  /** Exit 3 when there were warnings. */
  readonly strict: boolean;
  readonly debug: boolean;
}

/** How a command ended. */
export interface Outcome {
  readonly failed?: boolean;
  readonly warnings: number;
}
