import {
  type AnalysisResult,
  type Channel,
  type Dataset,
  type Finding,
  type Raster,
  type Result,
  totalOf,
} from '@anodelab/data';
import { joinChannels } from './join-channels.ts';

/** Share of pixels at the brightest level from which a picture is called saturated. */
const SATURATED = 0.01;
/** Channel of a picture that says how much of each pixel is crack, from none to all of its levels. */
const MASK = 'crack mask';

/**
 * Pictures ready to be drawn, each file by its number from 1: raster `1`, `2` ... with the size of what it shows and, where a
 * mask of cracks is there, their share of the area. Nothing is smoothed, stretched or segmented.
 *
 * @throws {RangeError} when no dataset has pixels
 */
export function analyseImages(datasets: readonly Dataset[], analysis: string): AnalysisResult {
  const pictures = datasets.flatMap(({ raster, provenance }) =>
    raster === undefined ? [] : [{ raster, provenance }],
  );
  if (pictures.length === 0) throw new RangeError(`${analysis}: no dataset with pixels`);
  const results = pictures.flatMap(({ raster, provenance }, i) => {
    const prefix = i === 0 ? '' : `${i + 1}.`;
    const input = provenance.sha256 ?? provenance.file ?? 'made data';
    return Object.entries(pictureResults(raster, input)).map(([name, result]) => [prefix + name, result]);
  });
  const model = pictures.find(({ provenance }) => provenance.model)?.provenance.model;
  return {
    analysis,
    results: Object.fromEntries(results) as AnalysisResult['results'],
    tables: {},
    rasters: Object.fromEntries(pictures.map(({ raster }, i) => [String(i + 1), raster])),
    statements: ['Pictures as recorded, nothing smoothed or stretched.'],
    findings: pictures.flatMap(({ raster, provenance }) => saturation(raster, provenance.file)),
    ...(model && { model }),
  };
}

/** The maps of one place as raster `maps`: the pages of one file, or one file per element. */
export function joinMaps(datasets: readonly Dataset[]): {
  readonly maps?: Raster;
  readonly findings: Finding[];
} {
  const files = datasets.flatMap(({ raster, provenance }) =>
    raster === undefined ? [] : [{ raster, file: provenance.file }],
  );
  return joinChannels(files);
}

function pictureResults(
  { width, height, pixelSize_m, channels }: Raster,
  input: string,
): Record<string, Result> {
  const result = (value: number, unit: string, definition: string): Result => ({
    value,
    unit,
    definition,
    method: 'images',
    inputs: [input],
  });
  const mask = channels.find(({ name }) => name === MASK);
  return {
    ...(pixelSize_m !== null && {
      fieldWidth: result(width * pixelSize_m, 'm', `width of what is shown, ${width} pixels`),
      fieldHeight: result(height * pixelSize_m, 'm', `height of what is shown, ${height} pixels`),
    }),
    ...(mask !== undefined && {
      crackArea: result(
        totalOf(mask) / (mask.values.length * topLevel(mask)),
        '1',
        `share of the area that the channel "${MASK}" calls crack`,
      ),
    }),
  };
}

function saturation({ channels }: Raster, file: string | null): Finding[] {
  return channels.flatMap((channel): Finding[] => {
    const { name, values } = channel;
    if (values instanceof Float64Array || name === MASK) return [];
    const top = topLevel(channel);
    const share = countOf(values, top) / values.length;
    if (share < SATURATED) return [];
    const message = `${(100 * share).toFixed(1)} % of the pixels of ${name} are at the brightest level ${top}: what they show is lost`;
    return [{ severity: 'warning', code: 'picture-saturated', message, ...(file !== null && { at: file }) }];
  });
}

function countOf(values: ArrayLike<number>, level: number): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === level) count++;
  return count;
}

/** Of the whole numbers that a channel counts in; 1 of real numbers. */
function topLevel({ values }: Channel): number {
  return values instanceof Float64Array ? 1 : 2 ** (8 * values.BYTES_PER_ELEMENT) - 1;
}
