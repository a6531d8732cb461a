/** Keywords of ISO 22029 that have a place among a dataset's facts: name there, and SI per unit of the standard. */
export const quantities = {
  BEAMKV: ['beamVoltage_V', 1e3],
  EMISSION: ['emissionCurrent_A', 1e-6],
  PROBECUR: ['probeCurrent_A', 1e-9],
  BEAMDIAM: ['beamDiameter_m', 1e-9],
  MAGCAM: ['magnification', 1],
  THICKNESS: ['specimenThickness_m', 1e-9],
  ELEVANGLE: ['detectorElevation_deg', 1],
  AZIMANGLE: ['detectorAzimuth_deg', 1],
  SOLIDANGL: ['detectorSolidAngle_sr', 1],
  LIVETIME: ['liveTime_s', 1],
  REALTIME: ['realTime_s', 1],
} as const;

const texts = {
  TITLE: 'title',
  OWNER: 'owner',
  DATE: 'date',
  TIME: 'time',
  EDSDET: 'detector',
  COMMENT: 'comment',
} as const;

/** The number of a keyword; undefined where it is empty, absent or none. `1.0 E-06` counts as one number. */
export function quantityOf(keywords: ReadonlyMap<string, string>, key: string): number | undefined {
  const text = (keywords.get(key) ?? '').replace(/\s+/g, '').replace(/,$/, '');
  const value = Number(text);
  return text === '' || !Number.isFinite(value) ? undefined : value;
}

/** What the file says of specimen, beam and detector, SI; every other keyword unchanged in `keywords`. */
export function facts(keywords: ReadonlyMap<string, string>): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const others: Record<string, string> = {};
  const known: Readonly<Record<string, readonly [string, number]>> = quantities;
  const named: Readonly<Record<string, string>> = texts;
  for (const [key, text] of keywords) {
    const [name, factor] = known[key] ?? [];
    const value = quantityOf(keywords, key);
    if (name !== undefined && factor !== undefined && value !== undefined)
      found[name] = Number((factor * value).toPrecision(12));
    else if (named[key] !== undefined) {
      if (text !== '') found[named[key]] = text;
    } else others[key] = text;
  }
  return { ...found, keywords: others };
}
