import { mixtureConductivity, PlasticShell } from '@anodelab/models';
import { mixture, mixtureTable } from '../shell.ts';
import type { MethodFigure } from './method-figure.ts';
import { farthest, spaced } from './spaced.ts';

/** The shell between elastic and plastic against Hill's solution, and its conductivity through the threshold. */
export function shellFigures(): MethodFigure[] {
  return [yielding(), percolation()];
}

/**
 * A thick shell that yields from its inside outwards at small strain: its plastic part reaches from a to c, and
 * u_a = yield c^3/(2 E a^2), p = 2 yield [ln(c/a) + (1 - c^3/b^3)/3] (Hill, The Mathematical Theory of Plasticity, 1950).
 */
function yielding(): MethodFigure {
  const [inner, outer, modulus] = [75e-9, 110e-9, 5e9];
  const yieldStress = 1e-4 * modulus; // so little strain that radii hardly change
  const first = yieldStress / (2 * modulus); // u_a/a when the inside begins to yield
  const pressure = (displacement: number) => {
    const shell = new PlasticShell({ inner, outer, modulus, yieldStress });
    shell.stretchTo(inner * (1 + first * displacement));
    return shell.pressure / yieldStress;
  };
  const borders = spaced(inner, outer, 12);
  const places = borders.map((c) => (c / inner) ** 3);
  const hill = borders.map((c) => 2 * (Math.log(c / inner) + (1 - (c / outer) ** 3) / 3));
  const whole = (2 / 3) * (1 - (inner / outer) ** 3); // elastic: p = (4/3) E u_a/a (1 - a^3/b^3)
  const plastic = 2 * Math.log(outer / inner);
  const line = spaced(0, 4, 161);
  return {
    name: 'shell-yielding',
    page: 'shell',
    title: 'Pressure of a shell from elastic to fully plastic',
    compared:
      'Pressure on the core of a shell of *b*/*a* = 1.47 while the core grows, displacement over that at first yield. Line: 5.10 to 5.12 by Gauss points; markers: Hill’s solution for small strains while the plastic part spreads from *a* to *b*; dashed: Lamé’s elastic shell and 2*σ_y* ln(*b*/*a*).',
    outcomes: [
      {
        what: 'Largest difference from Hill’s pressure',
        value: farthest(places.map(pressure), hill),
        bound: 1e-3,
        unit: 'of the yield stress',
      },
    ],
    panels: [
      {
        x: { label: 'Displacement of the core over that at first yield', scale: 'linear' },
        y: { label: 'Pressure over yield stress', scale: 'linear', fromZero: true },
        curves: [
          { label: 'limits', as: 'law', x: [0, 1.25], y: [0, 1.25 * whole] },
          { label: 'limits', as: 'law', x: [2.4, 4], y: [plastic, plastic] },
          { label: 'shell followed', as: 'line', x: line, y: line.map(pressure) },
          { label: 'Hill 1950', as: 'markers', x: places, y: hill },
        ],
      },
    ],
  };
}

function percolation(): MethodFigure {
  const { low, high, threshold, lowExponent, highExponent } = mixture;
  const shares = spaced(0, 1, 201);
  const below = spaced(0, threshold - 0.004, 60);
  const above = spaced(threshold + 0.004, 1, 100);
  const published = mixtureTable.map(([phi]) => mixtureConductivity(mixture, phi));
  return {
    name: 'shell-percolation',
    page: 'shell',
    title: 'Conductivity of the shell through the percolation threshold',
    compared:
      'Conductivity of a shell of 10⁻⁶ and 100 S/m phases, threshold 0.17. Line: root of 4.1; markers: an independent program; dashed: its limits for phases that differ without bound, *σ_p*(1 − *φ*/*φ_c*)^(−*s*) below and *σ_c*((*φ* − *φ_c*)/(1 − *φ_c*))^*t* above the threshold.',
    outcomes: [
      {
        what: 'Largest difference from the program’s three digits',
        value: farthest(
          published.map((sigma, i) => sigma / mixtureTable[i]![1]),
          published.map(() => 1),
        ),
        bound: 4e-3,
      },
      {
        what: 'From the law at *φ* = 0.5',
        value:
          mixtureConductivity(mixture, 0.5) / (high * ((0.5 - threshold) / (1 - threshold)) ** highExponent) -
          1,
        bound: 1e-2,
      },
    ],
    panels: [
      {
        x: { label: 'Carbon in the shell *φ*', scale: 'linear', domain: [0, 1] },
        y: { label: 'Conductivity (S m⁻¹)', scale: 'log' },
        curves: [
          {
            label: 'limits',
            as: 'law',
            x: below,
            y: below.map((phi) => low * (1 - phi / threshold) ** -lowExponent),
          },
          {
            label: 'limits',
            as: 'law',
            x: above,
            y: above.map((phi) => high * ((phi - threshold) / (1 - threshold)) ** highExponent),
          },
          {
            label: 'equation 4.1',
            as: 'line',
            x: shares,
            y: shares.map((phi) => mixtureConductivity(mixture, phi)),
          },
          {
            label: 'independent program',
            as: 'markers',
            x: mixtureTable.map(([phi]) => phi),
            y: mixtureTable.map(([, sigma]) => sigma),
          },
        ],
      },
    ],
  };
}
