import { describe, expect, test } from 'vitest';
import { compileCircuit } from './compile-circuit.ts';
import { parseCircuit } from './parse-circuit.ts';

const frequency = Float64Array.of(1e4, 10, 0.02);

/** Impedances at 10 kHz, 10 Hz and 20 mHz that pyimpspec 5.1.2 computes for these circuits. */
const published: readonly (readonly [string, readonly (readonly [number, number])[]])[] = [
  [
    'Tlm{X_1=[R{R=1}],Zeta=[Q{Y=0.005,n=0.8}]}',
    [
      [0.137792697649, -0.100130542166],
      [2.58384094555, -6.93222584377],
      [325.154603148, -999.69711485],
    ],
  ],
  [
    'Tlm{X_1=[R{R=9}],X_2=[R{R=4}],Zeta=[(R{R=20}Q{Y=0.05,n=0.8})],L=0.7}',
    [
      [2.02863306575, -0.0655039489141],
      [3.20603964281, -1.15358354065],
      [29.2389244186, -4.48325633277],
    ],
  ],
  [
    'Tlm{X_1=[R{R=9}],X_2=[R{R=4}],Z_A=[R{R=3}],Zeta=[Q{Y=0.05,n=0.8}]}',
    [
      [2.85901199937, -0.0644502287265],
      [4.06401733183, -0.92748169345],
      [11.7813695036, -0.541975587018],
    ],
  ],
  [
    'Tlm{X_1=[R{R=9}],X_2=[R{R=4}],Z_B=[Q{Y=0.01,n=0.9}],Zeta=[Q{Y=0.05,n=0.8}]}',
    [
      [2.84460405774, -0.0551457888783],
      [3.99199703051, -0.973333958107],
      [30.5476795984, -86.6948219618],
    ],
  ],
  [
    'Tlm{X_1=[R{R=9}],X_2=[(R{R=4}C{C=1e-3})],Z_A=[Q{Y=0.02,n=0.9}],Z_B=[(R{R=3}Q{Y=0.01,n=0.9})],Zeta=[Q{Y=0.05,n=0.8}],L=0.4}',
    [
      [0.000441099244614, -0.00870831190479],
      [1.30045338236, -0.723017195273],
      [6.5390732792, -0.229251500061],
    ],
  ],
  [
    'Tlm{X_1=short,X_2=[R{R=4}],Z_B=[R{R=3}],Zeta=[Q{Y=0.05,n=0.8}]}',
    [
      [0.0871426355696, -0.0633128307438],
      [1.35305129294, -1.01988865697],
      [6.91448598842, -0.231872444959],
    ],
  ],
  [
    'Tlm{X_1=short,X_2=[R{R=4}],Z_A=[R{R=3}],Zeta=[Q{Y=0.05,n=0.8}]}',
    [
      [0.0871426355696, -0.0633128307438],
      [1.35305129294, -1.01988865697],
      [6.91448598842, -0.231872444959],
    ],
  ],
  [
    'Tlm{X_1=[R{R=4}],X_2=short,Z_A=[R{R=3}],Z_B=short,Zeta=[Q{Y=0.05,n=0.8}]}',
    [
      [0.0859084770421, -0.0597638026954],
      [1.08176524017, -0.439602367085],
      [1.71134628195, -0.00881914268001],
    ],
  ],
  [
    'Tlm{X_1=[R{R=4}],X_2=short,Z_A=[R{R=3}],Z_B=[C{C=0.01}],Zeta=[Q{Y=0.05,n=0.8}]}',
    [
      [0.0859084770421, -0.0597638026954],
      [1.04594741831, -0.429733888293],
      [2.96973400906, -0.0901849051045],
    ],
  ],
  [
    'Tlm{X_1=[R{R=9}],X_2=[R{R=4}],Z_A=short,Z_B=short,Zeta=[Q{Y=0.05,n=0.8}]}',
    [
      [2.76923076923, 7.2577483845e-17],
      [2.76923076923, -1.22590902809e-17],
      [2.76923076923, -1.69897521689e-16],
    ],
  ],
  [
    'R{R=1}(C{C=1e-4}[R{R=5}Tlm{X_1=[R{R=9}],Zeta=[Q{Y=0.05,n=0.8}]}])',
    [
      [1.00492491054, -0.158911012343],
      [7.92862178051, -1.7791053945],
      [41.3751901545, -99.8809530244],
    ],
  ],
];

describe('general transmission lines', () => {
  test.each(published)('%s has the impedance that pyimpspec gives it', (text, impedances) => {
    const circuit = parseCircuit(text);
    const model = compileCircuit(circuit, frequency);
    model.evaluate(Float64Array.from(circuit.parameters, (p) => Math.log(p.value!)));
    impedances.forEach(([re, im], i) => {
      const distance = Math.hypot(model.impedance[i]! - re, model.impedance[3 + i]! - im);
      expect(distance / Math.hypot(re, im)).toBeLessThan(1e-10);
    });
  });

  test.each(published)('%s has the derivatives that differences show', (text) => {
    const circuit = parseCircuit(text);
    const model = compileCircuit(circuit, frequency);
    const values = Float64Array.from(circuit.parameters, (p) => Math.log(p.value!));
    const jacobian = new Float64Array(6 * values.length);
    model.evaluate(values, jacobian);
    const size = Math.hypot(...model.impedance);
    values.forEach((_, k) => {
      const at = (shift: number): Float64Array => {
        model.evaluate(values.map((value, j) => (j === k ? value + shift : value)));
        return model.impedance.slice();
      };
      const [above, below] = [at(1e-5), at(-1e-5)];
      above.forEach((z, i) =>
        expect(Math.abs((z - below[i]!) / 2e-5 - jacobian[6 * k + i]!) / size).toBeLessThan(1e-8),
      );
    });
  });

  test('a line of two phases at low frequency is both phases in parallel when its ends are shorted', () => {
    const circuit = parseCircuit('Tlm{X_1=[R{R=6}],X_2=[R{R=3}],Z_A=short,Z_B=short,Zeta=[C{C=1e-6}],L=2}');
    const model = compileCircuit(circuit, Float64Array.of(1e-6));
    model.evaluate(Float64Array.from(circuit.parameters, (p) => Math.log(p.value!)));
    expect(model.impedance[0]).toBeCloseTo(2 * (18 / 9), 8);
  });

  test('thousands of reduced lengths do not overflow', () => {
    const circuit = parseCircuit('Tlm{X_1=[R{R=1e6}],X_2=[R{R=1e6}],Zeta=[C{C=1e3}],L=1}');
    const model = compileCircuit(circuit, Float64Array.of(1e6));
    model.evaluate(Float64Array.from(circuit.parameters, (p) => Math.log(p.value!)));
    expect(model.impedance.every(Number.isFinite)).toBe(true);
  });
});
