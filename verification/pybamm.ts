import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CellDescription, CellRun, type CellStep, cellImpedance, hold } from '@anodelab/models';
import { type Check, check, checkRelative } from './check.ts';
import { type ReferenceCell, referenceCell } from './pybamm-cell.ts';
import { readStep } from './read-step.ts';

const folder =
  process.env['ANODELAB_REFERENCE'] ?? fileURLToPath(new URL('../../shared/reference', import.meta.url));
const file = `${folder}/pybamm/curves.json`;

/** Where PyBaMM's converged curves are, or undefined where their checks are left out. */
export const pybammCurves = existsSync(file) ? file : undefined;

interface Curve {
  readonly t_s: readonly number[];
  readonly V: readonly number[];
  readonly i_A_m2?: readonly number[];
}

type Case = {
  readonly name: string;
  readonly model: CellDescription['level'];
  readonly cell: ReferenceCell;
} & (
  | {
      readonly kind: 'cc';
      readonly half_mesh_difference: { readonly rms_mV: number; readonly t_end_rel: number };
      readonly result: Curve & { readonly t_end_s: number };
    }
  | {
      readonly kind: 'exp';
      readonly protocol: readonly string[];
      readonly half_mesh_difference: { readonly t_end_rel: readonly number[] };
      readonly result: { readonly steps: readonly Curve[] };
    }
  | {
      readonly kind: 'eis';
      readonly half_mesh_difference: { readonly max_rel: number };
      readonly result: {
        readonly f_Hz: readonly number[];
        readonly Zre_ohm_m2: readonly number[];
        readonly Zim_ohm_m2: readonly number[];
        readonly c_dl_F_m2: number;
      };
    }
);

const source = 'PyBaMM 26.10.1.1, converged';

/**
 * Every case of PyBaMM's converged curves by the general solver at its default settings: 0.5 mV RMS, 0.05 % on each
 * time, 1 % on a hold's current and on |dZ|/|Z|, or what the reference itself is worth.
 */
export function pybammChecks(): Check[] {
  if (pybammCurves === undefined) return [];
  return referenceCases(pybammCurves).flatMap((one) => {
    const id = `pybamm/${one.name}`;
    if (one.kind === 'eis') return [impedanceCheck(id, one)];
    const cc = one.kind === 'cc';
    const steps = cc
      ? [constantCurrent(one.cell)]
      : one.protocol.map((text) => step(text, one.cell.i1C_A_m2));
    const curves = cc ? [one.result] : one.result.steps;
    const bounds = cc ? [one.half_mesh_difference.t_end_rel] : one.half_mesh_difference.t_end_rel;
    const rms = cc ? Math.max(0.5, one.half_mesh_difference.rms_mV) : 0.5;
    const description = referenceCell(one.cell, one.model);
    const durations = new CellRun(description);
    const readings = new CellRun(description);
    return steps.flatMap((each, n) => {
      const curve = curves[n]!;
      const at = cc ? id : `${id}/${n + 1}`;
      const what = cc ? 'at constant current' : one.protocol[n]!.toLowerCase();
      const start = curve.t_s[0]!;
      const length = cc ? one.result.t_end_s : curve.t_s.at(-1)! - start;
      const { duration } = durations.run(each);
      const times = curve.t_s.map((t) => readings.time + ((t - start) / length) * duration);
      const { voltage, current } = readStep(readings, each, times);
      const square = voltage.reduce((sum, v, k) => sum + (v - curve.V[k]!) ** 2, 0);
      const checks = [
        check(
          `${at}/V`,
          `voltage, ${what}, RMS in mV`,
          source,
          0,
          1e3 * Math.sqrt(square / times.length),
          rms,
        ),
        checkRelative(
          `${at}/t`,
          `duration, ${what}, s`,
          source,
          length,
          duration,
          Math.max(5e-4, Math.abs(bounds[n]!)),
        ),
      ];
      if (each.control.quantity === 'voltage') {
        const worst = current.reduce((w, i, k) => Math.max(w, Math.abs(i / curve.i_A_m2![k]! - 1)), 0);
        checks.push(check(`${at}/i`, `current, ${what}, largest relative error`, source, 0, worst, 0.01));
      }
      return checks;
    });
  });
}

function referenceCases(curves: string): readonly Case[] {
  return (JSON.parse(readFileSync(curves, 'utf8')) as { readonly cases: readonly Case[] }).cases;
}

/**
 * PyBaMM's half cycle at constant current of one name: times, s, and voltages, V.
 * @throws {RangeError} where the curves are not here or have no such case
 */
export function constantCurrentCurves(name: string): {
  readonly cell: ReferenceCell;
  readonly times: readonly number[];
  readonly voltage: readonly number[];
} {
  const found = referenceCases(pybammCurves ?? '').find((one) => one.name === name);
  if (found?.kind !== 'cc')
    throw new RangeError(`PyBaMM's curves: expected a half cycle ${name}, found none`);
  return { cell: found.cell, times: found.result.t_s, voltage: found.result.V };
}

/** The step of a half cycle at the rate of a case. */
export function constantCurrent({ rate = 1, i1C_A_m2, vmin = 0.01, vmax = 1.5 }: ReferenceCell): CellStep {
  return toVoltage(rate * i1C_A_m2, rate > 0 ? vmin : vmax);
}

function toVoltage(current: number, value: number): CellStep {
  return {
    control: hold('current', current),
    duration: Infinity,
    stops: [{ quantity: 'voltage', side: current > 0 ? 'below' : 'above', value }],
  };
}

const CURRENT_STEP =
  /^(?<way>Discharge|Charge) at (?<rate>[\d.]+)C (?:for (?<minutes>\d+) minutes|until (?<until>[\d.]+) V)$/;
const REST = /^Rest for (?<minutes>\d+) minutes$/;
const HOLD = /^Hold at (?<volt>[\d.]+) V until C\/(?<part>\d+)$/;

/** PyBaMM's phrase; its "Discharge" lithiates the silicon. */
function step(text: string, oneC: number): CellStep {
  const flow = CURRENT_STEP.exec(text)?.groups;
  if (flow !== undefined) {
    const current = (flow['way'] === 'Discharge' ? 1 : -1) * Number(flow['rate']) * oneC;
    if (flow['until'] !== undefined) return toVoltage(current, Number(flow['until']));
    return { control: hold('current', current), duration: 60 * Number(flow['minutes']), stops: [] };
  }
  const rest = REST.exec(text)?.groups;
  if (rest !== undefined)
    return { control: hold('current', 0), duration: 60 * Number(rest['minutes']), stops: [] };
  const held = HOLD.exec(text)?.groups;
  if (held === undefined) throw new Error(`expected a step of the reference, found '${text}'`);
  return {
    control: hold('voltage', Number(held['volt'])),
    duration: Infinity,
    stops: [{ quantity: 'current', side: 'below', value: oneC / Number(held['part']) }],
  };
}

function impedanceCheck(id: string, one: Case & { readonly kind: 'eis' }): Check {
  const { f_Hz, Zre_ohm_m2, Zim_ohm_m2, c_dl_F_m2 } = one.result;
  const run = new CellRun(referenceCell(one.cell, one.model, c_dl_F_m2));
  const { real, imaginary } = cellImpedance(run.system, run.state, Float64Array.from(f_Hz));
  let worst = 0;
  f_Hz.forEach((_, k) => {
    const error = Math.hypot(real[k]! - Zre_ohm_m2[k]!, imaginary[k]! - Zim_ohm_m2[k]!);
    worst = Math.max(worst, error / Math.hypot(Zre_ohm_m2[k]!, Zim_ohm_m2[k]!));
  });
  const bound = Math.max(0.01, one.half_mesh_difference.max_rel);
  return check(`${id}/Z`, 'impedance, largest |dZ|/|Z|', source, 0, worst, bound);
}
