import type { Finding, Json } from '@anodelab/data';
import { isoTime } from './iso-time.ts';
import { attribute, child, numeric, type XmlElement } from './read-xml.ts';

/** What `TestInfo.xml` and `VersionInfo.xml` say of a test. */
export function testInfoMeta(
  info: XmlElement | undefined,
  version: XmlElement | undefined,
): { readonly [key: string]: Json } {
  const software = child(version, 'root', 'config', 'ZwjVersion');
  const channel = ['DevID', 'UnitID', 'ChlID'].map((name) => attribute(info, name));
  const range = numeric(info, 'CurrRange');
  const facts: Readonly<Record<string, Json | undefined>> = {
    startLocal: isoTime(attribute(info, 'StartTime') ?? ''),
    endLocal: isoTime(attribute(info, 'EndTime') ?? ''),
    barcode: attribute(info, 'Barcode'),
    remarks: attribute(info, 'Remark'),
    serial: attribute(info, 'SN'),
    stepFile: attribute(info, 'StepName'),
    channel: channel.includes(undefined) ? undefined : channel.join('-'),
    testId: numeric(info, 'TestID'),
    currentRange_A: range === undefined ? undefined : range / 1000,
    voltageRange_V: numeric(info, 'VoltRange'),
    planChanges: numeric(info, 'ModifyCount'),
    serverVersion: attribute(software, 'SvrVer'),
    softwareVersion: attribute(software, 'CurrClientVer'),
    firmwareVersion: attribute(software, 'ZwjVersion'),
  };
  return Object.fromEntries(
    Object.entries(facts).filter((pair): pair is [string, Json] => pair[1] !== undefined),
  );
}

const QUARTER = 900; // s

/** What the local start and the UTC of the first record hint of the zone. Minutes may lie between the two. */
export function zoneFinding(startLocal: Json | undefined, unix: Float64Array | undefined): Finding[] {
  const first = unix?.[0];
  if (typeof startLocal !== 'string' || first === undefined || !Number.isFinite(first)) return [];
  const hours = (Math.round((Date.parse(`${startLocal}Z`) / 1000 - first) / QUARTER) * QUARTER) / 3600;
  if (!Number.isFinite(hours) || Math.abs(hours) > 14) return [];
  return [
    {
      severity: 'info',
      code: 'zone-hint',
      message: `the local start and the UTC of the first record lie ${hours} h apart: a hint at the zone, no proof`,
      at: 'startLocal',
    },
  ];
}
