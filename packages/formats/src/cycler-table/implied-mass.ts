import { type Column, type Finding, findColumn, numbers } from '@anodelab/data';

/**
 * The mass that a maker divided by, kg: capacity over specific capacity in the row with the largest one, which has the
 * most digits.
 *
 * @param bases - names of counters without their unit: `qHalf`
 */
export function impliedMass(
  tables: readonly (readonly Column[])[],
  bases: readonly string[],
): { value: number; finding: Finding } | undefined {
  let best = { charge: 0, specific: 0, headers: '' };
  for (const columns of tables) {
    for (const base of bases) {
      const charge = numbers({ columns }, `${base}_C`);
      const specific = numbers({ columns }, `${base}_C_kg`);
      if (charge === undefined || specific === undefined) continue;
      charge.forEach((value, row) => {
        const perMass = specific[row] ?? NaN;
        if (!(value > best.charge && perMass > 0)) return;
        const header = (name: string) => findColumn({ columns }, name)?.header ?? name;
        best = {
          charge: value,
          specific: perMass,
          headers: `${header(`${base}_C`)} and ${header(`${base}_C_kg`)}`,
        };
      });
    }
  }
  if (best.charge === 0) return undefined;
  const value = best.charge / best.specific;
  return {
    value,
    finding: {
      severity: 'info',
      code: 'mass-implied',
      message: `the file states no mass; ${best.headers} imply ${Number((1e6 * value).toPrecision(5))} mg`,
      at: 'activeMass_kg',
    },
  };
}
