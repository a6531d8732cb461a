import { heatedSlab, loneBoat } from '../furnace.ts';
import type { MethodFigure } from './method-figure.ts';
import { farthest, spaced } from './spaced.ts';

const CELSIUS = 273.15;

/** The boat and the bed against closed forms. */
export function furnaceFigures(): MethodFigure[] {
  return [boat(), bed()];
}

function boat(): MethodFigure {
  const times = spaced(0, 300, 31).slice(1);
  const few = spaced(20, 300, 15);
  const convection = (t: number) => loneBoat.at({ emissivity: 0, convection: 60 }, t);
  const radiation = (t: number) => loneBoat.at({ convection: 0 }, t);
  const radiated = few.map(radiation);
  const celsius = (kelvin: number) => kelvin - CELSIUS;
  return {
    name: 'furnace-boat',
    page: 'furnace',
    title: 'A boat without bed warms by convection or radiation',
    compared:
      'Temperature of a boat without bed in a furnace at 800 °C, heated by convection (60 W m⁻² K⁻¹) or by radiation alone. Lines: the heat balance 2.1 by RODAS; markers: the exponential and the integral of (*T*ₑ⁴ − *T*⁴)⁻¹.',
    outcomes: [
      {
        what: 'Largest difference by convection',
        value: farthest(
          few.map(convection),
          few.map((t) => loneBoat.convected(t)),
        ),
        bound: 0.05,
        unit: 'K',
      },
      {
        what: 'Largest difference of the time by radiation',
        value: farthest(
          radiated.map((T) => loneBoat.radiated(T) / 300),
          few.map((t) => t / 300),
        ),
        bound: 1e-4,
        unit: 'of 5 min',
      },
    ],
    panels: [
      {
        x: { label: 'Time (s)', scale: 'linear' },
        y: { label: 'Temperature of the boat (°C)', scale: 'linear' },
        curves: [
          { label: 'convection', as: 'line', x: times, y: times.map(convection).map(celsius) },
          {
            label: 'convection',
            as: 'markers',
            x: few,
            y: few.map((t) => celsius(loneBoat.convected(t))),
          },
          { label: 'radiation', as: 'line', x: times, y: times.map(radiation).map(celsius) },
          {
            label: 'radiation',
            as: 'markers',
            x: radiated.map((T) => loneBoat.radiated(T)),
            y: radiated.map(celsius),
          },
        ],
      },
    ],
  };
}

function bed(): MethodFigure {
  const { bottom, series } = heatedSlab();
  const times = spaced(0, 60, 41).slice(1);
  const few = spaced(2, 60, 20);
  const share = (kelvin: number) => (kelvin - 300) / 100;
  return {
    name: 'furnace-bed',
    page: 'furnace',
    title: 'The insulated side of a bed of powder follows the Fourier series',
    compared:
      'Insulated side of the bed after the temperature of its other side rose by a step. Line: 64 volumes with the surface at their face; markers: Fourier series of 40 terms.',
    outcomes: [
      {
        what: 'Largest difference',
        value: farthest(few.map(bottom).map(share), few.map(series).map(share)),
        bound: 1e-3,
        unit: 'of the step',
      },
    ],
    panels: [
      {
        x: { label: 'Time (s)', scale: 'linear' },
        y: { label: 'Rise over the step', scale: 'linear' },
        curves: [
          { label: 'finite volumes', as: 'line', x: times, y: times.map(bottom).map(share) },
          { label: 'Fourier series', as: 'markers', x: few, y: few.map(series).map(share) },
        ],
      },
    ],
  };
}
