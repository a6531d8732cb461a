import type { Finding } from '@anodelab/data';
import { type Departure, UNLIKELY } from './departure.ts';

/** What a Kramers-Kronig test says about a spectrum. */
export interface Validity {
  /** `slight`: the parts contradict each other by no more than instruments may make them by themselves. */
  readonly grade: 'obeys' | 'slight' | 'violates';
  /** Whether noise cannot explain the contradiction. */
  readonly isContradicted: boolean;
}

/** A scatter this many times the stated noise is not noise. */
const TOLERATED = 3;
/** Shares of the stated noise that a contradiction must reach. */
const NEGLIGIBLE = 0.25;
const HALF = 0.5;
/**
 * Without a statement, by what instruments do: sound spectra of good ones contradict themselves by up to 0.1 % of |Z|, and
 * scatter by less than 1 %.
 */
const UNSTATED = { negligible: 5e-4, slight: 1.5e-3, excessive: 1e-2 };

/**
 * Violated: a contradiction that noise explains with a probability below 0.5 % and that is larger than half the stated noise
 * (0.15 % of |Z| where none is stated), or a scatter above three times the stated noise (1 %). Slight: a contradiction as
 * improbable, larger than a quarter of the stated noise (0.05 %).
 *
 * @param stated - standard deviation of the noise of each part relative to |Z|
 */
export function judgeValidity({ probability, size, scatter }: Departure, stated?: number): Validity {
  const { negligible, slight, excessive } =
    stated === undefined
      ? UNSTATED
      : { negligible: NEGLIGIBLE * stated, slight: HALF * stated, excessive: TOLERATED * stated };
  const isContradicted = probability < UNLIKELY && size > negligible;
  const violates = (isContradicted && size > slight) || scatter > excessive;
  const grade = violates ? 'violates' : isContradicted ? 'slight' : 'obeys';
  return { grade, isContradicted };
}

/** The verdict in words. */
export function validitySentence(departure: Departure, validity: Validity, stated?: number): string {
  const limit = stated === undefined ? '' : `, stated ${percent(stated)}`;
  const noise = `noise ${percent(departure.scatter)}${limit}`;
  const contradiction = `real and imaginary part contradict each other by ${percent(departure.size)} of |Z| (${noise})`;
  switch (validity.grade) {
    case 'obeys':
      return `The spectrum obeys the Kramers-Kronig relations within ${noise} of |Z|; a contradiction below ${percent(departure.visible)} would not be seen.`;
    case 'slight': {
      const why = stated === undefined ? 'no more than instruments do' : 'less than half the stated noise';
      return `The spectrum departs slightly from the Kramers-Kronig relations: ${contradiction}, ${why}; intervals of fitted parameters do not hold it.`;
    }
    case 'violates':
      return validity.isContradicted
        ? `The spectrum does not obey the Kramers-Kronig relations: ${contradiction}; the cell drifted, was not linear, or the data are bad.`
        : `The spectrum is too noisy to be trusted: its points scatter by ${percent(departure.scatter)} of |Z|${limit}.`;
  }
}

/** The verdict as a finding; none where the relations are obeyed. */
export function validityFindings({ grade }: Validity, sentence: string): Finding[] {
  if (grade === 'obeys') return [];
  return grade === 'slight'
    ? [{ severity: 'info', code: 'kramers-kronig-slight', message: sentence }]
    : [{ severity: 'warning', code: 'kramers-kronig-violated', message: sentence }];
}

function percent(share: number): string {
  return `${(100 * share).toPrecision(2)} %`;
}
