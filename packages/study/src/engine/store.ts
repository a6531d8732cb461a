/** Where a run keeps its files: a folder in Node, memory in tests and in a browser. Paths use `/`. */
export interface Store {
  /** The bytes of a file, or undefined where there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Writes the whole file or nothing: a reader never sees half of it. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Does nothing where there is no such file. */
  remove(path: string): Promise<void>;
  /** Paths of the files whose path begins with the prefix, sorted. */
  list(prefix: string): Promise<readonly string[]>;
}

/** A store that lives as long as the map. */
export function memoryStore(files: Map<string, Uint8Array> = new Map()): Store {
  return {
    read: async (path) => files.get(path),
    write: async (path, bytes) => void files.set(path, bytes),
    remove: async (path) => void files.delete(path),
    list: async (prefix) => [...files.keys()].filter((path) => path.startsWith(prefix)).sort(),
  };
}
