import { decodeText, type Finding, FormatError } from '@anodelab/data';
import { XMLParser } from 'fast-xml-parser';

/** An element: attributes as texts, children as elements (one) or lists of them (several of one name). */
export interface XmlElement {
  readonly [name: string]: string | XmlElement | readonly (string | XmlElement)[] | undefined;
}

/** Larger ones are no settings. */
const MOST_BYTES = 8 << 20;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/**
 * An XML part of an archive. The declared encoding is not trusted: the bytes decide. A part that is no XML is a
 * finding and gives no element.
 *
 * @throws {FormatError} when it declares entities, which can unfold to any size, or is larger than 8 MiB
 */
export function readXml(
  part: Uint8Array,
  name: string,
  file: string,
  findings: Finding[],
): XmlElement | undefined {
  if (part.length > MOST_BYTES)
    throw new FormatError(file, `${name}: expected at most 8 MiB, found ${part.length} bytes`);
  const { text } = decodeText(part);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) {
    throw new FormatError(file, `${name} declares a document type: expected plain elements`);
  }
  try {
    return parser.parse(text) as XmlElement;
  } catch (error) {
    findings.push({
      severity: 'warning',
      code: 'xml-damaged',
      message: `${name} cannot be read (${error instanceof Error ? error.message : String(error)}): what it would say is unknown`,
      at: name,
    });
    return undefined;
  }
}

/** The element at that path; undefined where there is none. Of several of one name the first. */
export function child(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let at: XmlElement | undefined = element;
  for (const name of path) {
    const next = at !== undefined && Object.hasOwn(at, name) ? at[name] : undefined;
    const first = Array.isArray(next) ? (next as readonly unknown[])[0] : next;
    at = typeof first === 'object' && first !== null ? (first as XmlElement) : undefined;
  }
  return at;
}

/** Attributes that all elements of that name and a number have (`Aux1`, `Aux2`), in the order of the file. */
export function numbered(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  const pattern = new RegExp(`^${name}\\d+$`, 'i');
  return Object.entries(element ?? {}).flatMap(([key, value]) => {
    if (!pattern.test(key)) return [];
    const elements = Array.isArray(value) ? (value as readonly unknown[]) : [value];
    return elements.filter((each): each is XmlElement => typeof each === 'object' && each !== null);
  });
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** The attribute with the five entities of XML itself replaced; undefined where it is missing or empty. */
export function attribute(element: XmlElement | undefined, name: string): string | undefined {
  const value = element !== undefined && Object.hasOwn(element, name) ? element[name] : undefined;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return value.replace(/&(lt|gt|quot|apos|amp);/g, (_, entity: string) => ENTITIES[entity] ?? '').trim();
}

/** The attribute as a number; undefined where it is none. */
export function numeric(element: XmlElement | undefined, name: string): number | undefined {
  const value = Number(attribute(element, name) ?? NaN);
  return Number.isFinite(value) ? value : undefined;
}
