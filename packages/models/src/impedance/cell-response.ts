import { ElectrodeChain } from './electrode-chain.ts';
import type { LinearCell } from './linear-cell.ts';
import { SaltChain } from './salt-chain.ts';
import { type Frequency, NUMBERS, TOTAL_POTENTIAL, TOTAL_SALT } from './surface-response.ts';

/** The voltage of a linearised cell per unit current, at one frequency after the other. */
export class CellResponse {
  private readonly cell: LinearCell;
  private readonly responses: Float64Array;
  private readonly salt = new SaltChain();
  private readonly porous: ElectrodeChain;
  private readonly voltage = new Float64Array(2);

  constructor(cell: LinearCell) {
    this.cell = cell;
    this.responses = new Float64Array(NUMBERS * cell.places.length);
    this.porous = new ElectrodeChain(cell.conductivity);
  }

  /** Writes the impedance at a frequency, Ohm m2: `z[0]`, `z[1]`. */
  at(frequency: Frequency, z: Float64Array): void {
    const { responses, voltage, salt } = this;
    const { places, foil, surface, separator, isPorous, resistance } = this.cell;
    const { omega } = frequency;
    responses.fill(0);
    for (let k = 0; k < places.length; k++) {
      for (const response of places[k]!) response.add(frequency, responses, k * NUMBERS);
    }
    voltage.fill(0);
    salt.begin(foil, surface, omega);
    let before = surface;
    for (const layer of separator) {
      salt.cross(before, layer, 1);
      salt.pass(layer, omega, 0, 0, 0);
      voltage[0]! -= layer.thickness / layer.conductivity;
      before = layer;
    }
    if (isPorous) this.passPorous(omega);
    else this.passEven(omega);
    z[0] = resistance - voltage[0]!;
    z[1] = -voltage[1]!;
  }

  private passPorous(omega: number): void {
    const { responses, voltage, salt, porous } = this;
    const { separator, electrode } = this.cell;
    porous.begin();
    for (let n = electrode.length - 1; n >= 0; n--) {
      porous.pass(electrode[n]!, omega, responses, n * NUMBERS);
      porous.cross(electrode[n - 1] ?? separator.at(-1)!, electrode[n]!);
    }
    porous.end(salt, voltage);
  }

  private passEven(omega: number): void {
    const { responses, voltage, salt } = this;
    const { separator, electrode, thickness } = this.cell;
    const re = responses[TOTAL_POTENTIAL]!;
    const im = responses[TOTAL_POTENTIAL + 1]!;
    const square = re * re + im * im;
    // total = admittance potential + slope mean salt
    voltage[0]! += re / square;
    voltage[1]! -= im / square;
    if (electrode.length === 0) {
      salt.alone(voltage);
      return;
    }
    const saltRe = responses[TOTAL_SALT]!;
    const saltIm = responses[TOTAL_SALT + 1]!;
    const dropRe = (saltRe * re + saltIm * im) / square;
    const dropIm = (saltIm * re - saltRe * im) / square;
    const count = electrode.length;
    for (let n = 0; n < count; n++) {
      const layer = electrode[n]!;
      const front = 1 - n / count;
      const back = 1 - (n + 1) / count;
      salt.cross(electrode[n - 1] ?? separator.at(-1)!, layer, front);
      salt.pass(
        layer,
        omega,
        (1 - layer.transference) / thickness,
        (layer.lever - dropRe / layer.diffusivity) / thickness,
        -dropIm / layer.diffusivity / thickness,
      );
      voltage[0]! -=
        (layer.thickness * (front * front + front * back + back * back)) / (3 * layer.conductivity);
    }
    salt.end(voltage);
  }
}
