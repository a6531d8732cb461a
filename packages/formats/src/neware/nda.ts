import { type Column, type Dataset, type Finding, FormatError } from '@anodelab/data';
import { provenanceOf, type Reader } from '../reader.ts';
import { chargeFindings } from './charge-check.ts';
import { readNdaAux } from './nda-aux.ts';
import { readBts9Records } from './nda-bts9.ts';
import { BTS9, isNda, type NdaHeader, readNdaHeader } from './nda-header.ts';
import { NDA_LAYOUTS, SEEN_VERSIONS } from './nda-layouts.ts';
import { readNdaRecords } from './nda-records.ts';
import { type NewareRecords, recordColumns, stepTypeFindings } from './records.ts';

/** Neware `.nda` of BTS 4 to 7 and BTS 9 (docs/formats/neware.md). */
export const ndaReader: Reader = {
  id: 'neware-nda',
  label: 'Neware .nda',
  sniff: isNda,
  read: (bytes, name) => [readNda(bytes, name)],
};

/**
 * The records of an `.nda` file in SI.
 *
 * @throws {FormatError} when its version or the form of its records is not known, or there are no records to find
 */
function readNda(bytes: Uint8Array, file: string): Dataset {
  const findings: Finding[] = [];
  const header = readNdaHeader(bytes, file, findings);
  const { records, aux } = readRecords(bytes, header, file, findings);
  if (!SEEN_VERSIONS.has(header.version)) {
    findings.push({
      severity: 'warning',
      code: 'version-not-verified',
      message: `version ${header.version} is read by a layout that other readers describe; no file of it was seen here`,
    });
  }
  findings.push(...stepTypeFindings(records.stepType), ...chargeFindings(records));
  return {
    technique: 'cycling',
    columns: [...recordColumns(records), ...aux],
    meta: { ...header.meta, ndaVersion: header.version },
    provenance: provenanceOf('neware-nda', file, bytes, 'Neware'),
    findings,
  };
}

function readRecords(
  bytes: Uint8Array,
  header: NdaHeader,
  file: string,
  findings: Finding[],
): { readonly records: NewareRecords; readonly aux: readonly Column[] } {
  const { version, data, fixedRange } = header;
  if (version === BTS9 || version === BTS9 + 1) return readBts9Records(bytes, data, file, findings);
  const layout = NDA_LAYOUTS.get(version);
  const [block] = data;
  if (layout === undefined || block === undefined) {
    throw new FormatError(
      file,
      `expected version ${[...NDA_LAYOUTS.keys()].sort((a, b) => a - b).join(', ')}, 129 or 130, found ${version}`,
      'byte 14',
    );
  }
  const { records, auxCount } = readNdaRecords(bytes, block, layout, fixedRange, findings);
  const aux = auxCount > 0 ? readNdaAux(bytes, block, layout.length, records.record) : [];
  const separate =
    header.aux === undefined ? [] : readNdaAux(bytes, header.aux, layout.length, records.record);
  return { records, aux: aux.length > 0 ? aux : separate };
}
