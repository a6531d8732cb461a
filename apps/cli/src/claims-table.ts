import type { ClaimRow } from '@anodelab/study';
import { alignedRows } from './print.ts';

/** Claims as an aligned table and a last line that counts verdicts; fitted and tuned ones never count as predictions. */
export function claimsTable(claims: readonly ClaimRow[]): string {
  const rows = claims.map((claim) => [
    claim.id,
    claim.verdict,
    claim.class ?? '',
    shortened(claim.found),
    claim.expected,
  ]);
  const count = (verdict: string, predicted?: boolean): number =>
    claims.filter((claim) => claim.verdict === verdict && (predicted !== true || claim.class === 'predicted'))
      .length;
  return [
    alignedRows([['claim', 'verdict', 'class', 'found', 'expected'], ...rows]),
    '',
    `${count('reproduced')} reproduced (${count('reproduced', true)} of them predicted), ${count('contradicted')} contradicted, ${count('not testable')} not testable`,
  ].join('\n');
}

function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
