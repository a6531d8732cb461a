/** Bytes of buffers made since the last reset, whether or not they are still in use: no less than what was held at once. */
let allocated = 0;
let isInstalled = false;

const kinds = [
  'ArrayBuffer',
  'Uint8Array',
  'Int8Array',
  'Uint16Array',
  'Int16Array',
  'Uint32Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
] as const;

/**
 * Counts every buffer that `new` makes from now on in this thread, and refuses one that goes beyond `limit()` bytes as
 * the engine would without memory.
 */
export function countAllocations(limit: () => number): void {
  if (isInstalled) return;
  isInstalled = true;
  for (const kind of kinds) {
    const original = globalThis[kind] as unknown as new (
      ...args: unknown[]
    ) => ArrayBufferLike | ArrayBufferView;
    const proxy = new Proxy(original, {
      construct(target, args: unknown[], newTarget) {
        const [first] = args;
        const size = (target as unknown as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
        if (typeof first === 'number') charge(first * size, limit);
        const made = Reflect.construct(target, args, newTarget) as { readonly byteLength: number };
        const isView = first instanceof ArrayBuffer || first instanceof SharedArrayBuffer;
        if (typeof first !== 'number' && !isView) charge(made.byteLength, limit);
        return made;
      },
    });
    Object.defineProperty(globalThis, kind, { value: proxy, writable: true, configurable: true });
  }
}

/** Bytes made since the last call. */
export function takeAllocated(): number {
  const bytes = allocated;
  allocated = 0;
  return bytes;
}

function charge(bytes: number, limit: () => number): void {
  allocated += bytes;
  if (allocated > limit()) throw new MemoryLimit(`${allocated} bytes of buffers, limit ${limit()}`);
}

/** More buffers than a file of that size may cost. */
export class MemoryLimit extends Error {
  override readonly name = 'MemoryLimit';
}
