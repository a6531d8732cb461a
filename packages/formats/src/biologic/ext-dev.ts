import { type MprModule, pascalText } from './modules.ts';

/** Where the names of the two analog inputs stand. */
const namesAt: Readonly<Record<string, number>> = { 'Analog IN 1/V': 0x36, 'Analog IN 2/V': 0x63 };

/**
 * Names with unit of the analog inputs, such as `Force/N`, by the header of their column. EC-Lab has converted the
 * numbers although the header still says volt.
 */
export function readExtDev(module: MprModule): ReadonlyMap<string, string> {
  const names = Object.entries(namesAt).flatMap(([header, at]): [string, string][] => {
    const name = pascalText(module.data, at);
    return name === undefined || name === '' ? [] : [[header, name]];
  });
  return new Map(names);
}
