import { type Column, type Dataset, type Finding, FormatError } from '@anodelab/data';
import { provenanceOf, type Reader } from '../reader.ts';
import { ndaAuxColumns } from './aux-records.ts';
import { decodeRecords } from './decode-records.ts';
import { readBts9Records } from './nda-bts9.ts';
import { BTS9, isNda, type NdaHeader, readNdaHeader } from './nda-header.ts';
import { NDA_LAYOUTS, SEEN_VERSIONS } from './nda-layouts.ts';
import { ndaRows } from './nda-rows.ts';
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
  findings.push(...stepTypeFindings(records.stepType));
  const isEmpty = records.record.length === 0;
  if (isEmpty)
    findings.push({ severity: 'info', code: 'no-records', message: 'the test has no records yet' });
  return {
    technique: isEmpty ? 'unknown' : 'cycling',
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
  const { data: rows, aux } = ndaRows(bytes, block, layout, findings);
  const records = decodeRecords(bytes, rows, layout, fixedRange, findings);
  const apart = header.aux === undefined || aux.length > 0 ? aux : ndaRows(bytes, header.aux, layout, []).aux;
  return { records, aux: ndaAuxColumns(bytes, apart, records.record) };
}
