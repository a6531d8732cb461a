import { lameStress, mixtureConductivity, PlasticShell, stoneyRadius } from '@anodelab/models';
import { type Check, check, checkRelative } from './check.ts';

/** V8, V19 and V20: percolation, the elastic and the plastic shell. */
export function shellChecks(): Check[] {
  return [...percolation(), ...lame(), ...plastic()];
}

/** A mixture and its conductivity, S/m, at carbon shares, by an independent program (numpy). */
export const mixture = { low: 1e-6, high: 100, threshold: 0.17, lowExponent: 0.87, highExponent: 2 };
export const mixtureTable = [
  [0.1, 2.16e-6],
  [0.17, 1.02e-4],
  [0.2, 0.131],
  [0.4, 7.68],
  [0.6, 26.8],
] as const;

function percolation(): Check[] {
  const limits = [
    [0, 1e-6],
    [1e-9, 1e-6],
    [1 - 1e-9, 100],
    [1, 100],
  ] as const;
  return [
    ...limits.map(([phi, expected]) =>
      checkRelative(
        `V8/phi=${phi}`,
        'shell conductivity at an end, S/m',
        'limit',
        expected,
        mixtureConductivity(mixture, phi),
        1e-6,
      ),
    ),
    ...mixtureTable.map(([phi, expected]) =>
      checkRelative(
        `V8/phi=${phi}`,
        'shell conductivity, S/m',
        'independent program (numpy)',
        expected,
        mixtureConductivity(mixture, phi),
        4e-3,
      ),
    ),
  ];
}

function lame(): Check[] {
  const [inner, outer, pressure] = [75e-9, 85e-9, 100e6];
  const at = (radius: number) => lameStress(inner, outer, pressure, radius);
  const thin = (pressure * inner) / (2 * (outer - inner)) / 1e6;
  const nearly = lameStress(inner, inner * (1 + 1e-4), pressure, inner).hoop / ((pressure * 1e4) / 2);
  return [
    check(
      'V19/hoop',
      'hoop stress at the core, MPa',
      'Lame, arithmetic by hand',
      379.2,
      at(inner).hoop / 1e6,
      0.05,
    ),
    check('V19/thin', 'the thin-shell estimate of it, MPa', 'p a / 2 (b - a)', 375, thin, 1e-9),
    check('V19/limit', 'hoop stress over the thin-shell estimate, b/a - 1 = 1e-4', 'limit', 1, nearly, 2e-4),
    check(
      'V19/core',
      'radial stress at the core, MPa',
      'boundary condition',
      -100,
      at(inner).radial / 1e6,
      1e-9,
    ),
    check(
      'V19/outside',
      'radial stress outside, MPa',
      'boundary condition',
      0,
      at(outer).radial / 1e6,
      1e-12,
    ),
  ];
}

function plastic(): Check[] {
  const [inner, outer, modulus, yieldStress] = [75e-9, 85e-9, 5e9, 0.26e9];
  const shell = new PlasticShell({ inner, outer, modulus, yieldStress });
  const nudge = 1e-6;
  shell.stretchTo(inner * (1 + nudge));
  const elastic = (4 / 3) * modulus * nudge * (1 - (inner / outer) ** 3);
  const small = shell.pressure / elastic;
  const hoop = shell.innerHoop / lameStress(inner, outer, shell.pressure, inner).hoop;
  const core = 1.49 * inner;
  shell.stretchTo(core);
  const stretched = Math.cbrt(outer ** 3 + core ** 3 - inner ** 3);
  const full = 2 * yieldStress * Math.log(stretched / core);
  const radius = stoneyRadius(
    { modulus: 110e9, poissonRatio: 0.34, thickness: 10e-6 },
    { thickness: 15e-6, stress: 10e6 },
  );
  return [
    check(
      'V20/elastic',
      'pressure of a hardly stretched shell over that of its displacement',
      'Lame, incompressible',
      1,
      small,
      1e-5,
    ),
    check('V20/hoop', 'its hoop stress over that of its pressure', 'Lame', 1, hoop, 1e-5),
    check(
      'V20/plastic',
      'pressure of the stretched shell, MPa',
      '2 yield stress ln(b/a)',
      full / 1e6,
      shell.pressure / 1e6,
      1e-6,
    ),
    check('V20/Stoney', 'radius of a bent foil, m', 'arithmetic by hand', 0.0185, radius, 5e-5),
  ];
}
