import { type Finding, FormatError } from '@anodelab/data';

/** One module of an `.mpr` file. Offsets inside a module count from the first byte of its data. */
export interface MprModule {
  /** Short name without padding: `VMP data`. */
  readonly name: string;
  /** True for the header of EC-Lab 11.50 and later. */
  readonly long: boolean;
  /** Version of the module's layout; `version2` of a long header. */
  readonly version: number;
  /** `MM/DD/YY` with any separator. */
  readonly date: string;
  /** Position of the data in the file. */
  readonly at: number;
  /** Data as far as the file has them. */
  readonly data: Uint8Array;
  /** Length that the header states. */
  readonly length: number;
}

const MAGIC = 'BIO-LOGIC MODULAR FILE\x1a';
const MAGIC_LENGTH = 52;
const MODULE = 'MODULE';
const SHORT_HEADER = 51;
const LONG_HEADER = 59;

/** True for the first bytes of an `.mpr` file. */
export function isMpr(head: Uint8Array): boolean {
  return text(head, 0, MAGIC.length) === MAGIC;
}

/**
 * The modules of an `.mpr` file, walked by their lengths. A last module that is shorter than it says was cut or is
 * still being written: it is given as far as it goes, with a finding.
 *
 * @throws {FormatError} when the file does not begin like an `.mpr` file, or holds no module
 */
export function readModules(bytes: Uint8Array, file: string, findings: Finding[]): MprModule[] {
  if (!isMpr(bytes)) throw new FormatError(file, `expected "BIO-LOGIC MODULAR FILE"`, 'byte 0');
  const modules: MprModule[] = [];
  let at = MAGIC_LENGTH;
  while (at < bytes.length) {
    if (text(bytes, at, MODULE.length) !== MODULE) {
      if (modules.length === 0 && bytes.length - at >= MODULE.length) {
        throw new FormatError(
          file,
          `expected "MODULE", found ${JSON.stringify(text(bytes, at, 6))}`,
          `byte ${at}`,
        );
      }
      findings.push(
        warning('no-module', `expected a module, found ${bytes.length - at} other bytes: left out`, at),
      );
      break;
    }
    const module = readModule(bytes, at + MODULE.length);
    if (module === undefined) {
      findings.push(warning('file-cut', 'the file ends within the header of a module', at));
      break;
    }
    modules.push(module);
    if (module.data.length < module.length) {
      const message = `module "${module.name}" says ${module.length} bytes, the file has ${module.data.length}: it was cut or is still being written`;
      findings.push(warning('file-cut', message, module.at));
    }
    at = module.at + module.length;
  }
  if (modules.length === 0)
    throw new FormatError(file, 'the file ends before its first module', `byte ${bytes.length}`);
  return modules;
}

function readModule(bytes: Uint8Array, at: number): MprModule | undefined {
  if (at + SHORT_HEADER > bytes.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const long = view.getUint32(at + 35, true) === 0xffffffff;
  const dataAt = at + (long ? LONG_HEADER : SHORT_HEADER);
  if (dataAt > bytes.length) return undefined;
  const length = view.getUint32(at + (long ? 39 : 35), true);
  return {
    name: text(bytes, at, 10).trimEnd(),
    long,
    version: view.getUint32(at + (long ? 47 : 39), true),
    date: text(bytes, dataAt - 8, 8),
    at: dataAt,
    data: bytes.subarray(dataAt, Math.min(dataAt + length, bytes.length)),
    length,
  };
}

/** Made once: making a decoder costs more than reading a small file. */
const latin = new TextDecoder('windows-1252');

/** Latin text of a fixed field. */
function text(bytes: Uint8Array, at: number, length: number): string {
  return length === 0 ? '' : latin.decode(bytes.subarray(at, at + length));
}

/** A text with its length in the byte before it, Windows-1252; undefined beyond the end. */
export function pascalText(bytes: Uint8Array, at: number): string | undefined {
  const length = bytes[at];
  return length === undefined || at + 1 + length > bytes.length
    ? undefined
    : text(bytes, at + 1, length).trim();
}

/** A warning at a byte of the file. */
export function warning(code: string, message: string, at: number | string): Finding {
  return { severity: 'warning', code, message, at: typeof at === 'number' ? `byte ${at}` : at };
}
