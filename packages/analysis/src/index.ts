export { analyseCycling } from './cycling/analyse-cycling.ts';
export { arbinStatistics } from './cycling/arbin-statistics.ts';
export type { CyclingOptions } from './cycling/cycling-options.ts';
export { landCycleTable } from './cycling/land-cycle-table.ts';
export { analyseCv } from './cv/analyse-cv.ts';
export type { CvOptions } from './cv/cv-options.ts';
