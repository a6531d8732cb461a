/**
 * Rows that are decoded together: one group of fields after another, while their bytes are in the nearest cache. A
 * function that is called for each chunk is compiled sooner than one that loops over the whole file.
 */
export const CHUNK = 1024;
