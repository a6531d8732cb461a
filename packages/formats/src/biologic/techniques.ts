import type { Technique } from '@anodelab/data';

/** A technique as EC-Lab names it. */
export interface EcLabTechnique {
  /** EC-Lab's short name: `GCPL`. */
  readonly code: string;
  /** The line that EC-Lab's text export prints. */
  readonly name: string;
  readonly technique: Technique;
}

function technique(code: string, name: string, kind: Technique): EcLabTechnique {
  return { code, name, technique: kind };
}

const gcpl = technique('GCPL', 'Galvanostatic Cycling with Potential Limitation', 'cycling');
const cv = technique('CV', 'Cyclic Voltammetry', 'cv');

/** By the first byte of the settings module (docs/formats/biologic.md). 0x30 as a CV is reported by another reader. */
export const techniquesById: ReadonlyMap<number, EcLabTechnique> = new Map([
  [0x04, gcpl],
  [0x06, cv],
  [0x0b, technique('OCV', 'Open Circuit Voltage', 'ocv')],
  [0x16, technique('MP', 'Modular Potentio', 'mixed')],
  [0x18, technique('CA', 'Chronoamperometry / Chronocoulometry', 'ca')],
  [0x19, technique('CP', 'Chronopotentiometry', 'cp')],
  [0x1c, technique('WAIT', 'Wait', 'wait')],
  [0x1d, technique('PEIS', 'Potentio Electrochemical Impedance Spectroscopy', 'eis')],
  [0x1e, technique('GEIS', 'Galvano Electrochemical Impedance Spectroscopy', 'eis')],
  [0x30, cv],
  [0x32, technique('ZIR', 'IR compensation (PEIS)', 'zir')],
  [0x33, technique('CVA', 'Cyclic Voltammetry Advanced', 'cv')],
  [0x6c, technique('LSV', 'Linear Sweep Voltammetry', 'lsv')],
  [0x75, technique('COV', 'Constant Voltage', 'ca')],
  [0x76, technique('COC', 'Constant Current', 'cp')],
  [0x77, gcpl],
  [0x7f, technique('MB', 'Modulo Bat', 'mixed')],
  [0x88, technique('BCD', 'Battery Capacity Determination', 'cycling')],
]);

const techniquesByName: ReadonlyMap<string, EcLabTechnique> = new Map(
  [...techniquesById.values()].map((each) => [each.name.toLowerCase(), each]),
);

/** The technique of the line that a text export prints, or undefined. */
export function techniqueByName(line: string): EcLabTechnique | undefined {
  return techniquesByName.get(line.trim().toLowerCase());
}
