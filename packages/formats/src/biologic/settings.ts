import type { Finding, Json, Meta } from '@anodelab/data';
import { type MprModule, pascalText, warning } from './modules.ts';
import { findSequenceTable, readSequences } from './sequences.ts';
import { techniquesById } from './techniques.ts';
import { inSi, typedDecimal } from './units.ts';

/** Byte and meaning of the codes for the unit in which EC-Lab keeps what the user typed. */
const areaUnits: ReadonlyMap<number, number> = new Map([
  [2, 1e-4], // cm2 to m2
  [3, 1e-6], // mm2 to m2
]);
const massUnits: ReadonlyMap<number, number> = new Map([
  [1, 1e-3], // g to kg
  [2, 1e-6], // mg to kg
]);

/** EC-Lab writes 0.001 (in any unit) where the user typed nothing; 0 means the same. */
const UNTOUCHED = 0.001;
/** What EC-Lab writes where no reference electrode was chosen. */
const UNSPECIFIED = '(unspecified)';
const KG_PER_MG = 1e-6;
const COULOMB_PER_MAH = 3.6;

/** Facts of a settings module in SI; what the user left untouched is null. */
export function readSettings(module: MprModule, findings: Finding[]): Meta {
  const view = new DataView(module.data.buffer, module.data.byteOffset, module.data.byteLength);
  const number = (at: number) =>
    at + 4 <= view.byteLength ? typedDecimal(view.getFloat32(at, true)) : Number.NaN;
  const string = (at: number) => {
    const text = pascalText(module.data, at);
    return text === undefined || text === '' || text === UNSPECIFIED ? null : text;
  };
  const id = module.data[0] ?? -1;
  const technique = techniquesById.get(id);
  if (technique === undefined) {
    findings.push(warning('technique-unknown', `technique id 0x${id.toString(16)} is not known`, module.at));
  }
  const meta: Record<string, Json> = {
    techniqueId: id,
    techniqueCode: technique?.code ?? null,
    techniqueName: technique?.name ?? null,
    comments: string(0x007)?.replaceAll(/\r\n?/g, '\n') ?? null,
    electrodeMaterial: string(0x11e),
    electrolyte: string(0x1c0),
    referenceElectrode: string(0x215),
    activeMass_kg: si(number(0x107), KG_PER_MG),
    batteryCapacity_C: si(number(0x25c), COULOMB_PER_MAH),
    ...userUnit('area', 'm2', number(0x211), module, 0x250, areaUnits, findings),
    ...userUnit('characteristicMass', 'kg', number(0x24c), module, 0x251, massUnits, findings),
  };
  const table = findSequenceTable(module);
  if (table === undefined) {
    findings.push(
      warning('settings-unknown', 'no table of sequences found: the data do not depend on it', module.at),
    );
    return { ...meta, sequences: null };
  }
  return { ...meta, sequences: readSequences(module, table, id, findings) };
}

/** A number in SI, or null where the user left it untouched. */
function si(value: number, scale: number): number | null {
  return !Number.isFinite(value) || value === UNTOUCHED || value === 0 ? null : inSi(value, scale);
}

/** A number in the unit that the user chose; with an unknown unit the number and the code are kept as they are. */
function userUnit(
  name: string,
  unit: string,
  value: number,
  module: MprModule,
  codeAt: number,
  codes: ReadonlyMap<number, number>,
  findings: Finding[],
): Record<string, Json> {
  const code = module.data[codeAt];
  const scale = code === undefined ? undefined : codes.get(code);
  const key = `${name}_${unit}`;
  if (scale !== undefined || si(value, 1) === null) return { [key]: si(value, scale ?? 1) };
  findings.push(
    warning(
      'unit-unknown',
      `${name} ${value} is in a unit with the unknown code ${code}`,
      module.at + codeAt,
    ),
  );
  return { [key]: null, [`${name}Raw`]: value, [`${name}UnitCode`]: code ?? null };
}
