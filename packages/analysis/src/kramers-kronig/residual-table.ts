import type { Table } from '@anodelab/data';
import { derived } from '../cycling/derived-column.ts';
import type { Spectrum } from '../eis/circuit-problem.ts';
import type { KramersKronig } from './kramers-kronig.ts';

/** Residuals of a Kramers-Kronig test relative to |Z|. */
export function residualTable({ frequency }: Spectrum, { fit }: KramersKronig): Table {
  return {
    columns: [
      derived('freq_Hz', 'Hz', frequency),
      derived('resRe', '1', fit.residualRe),
      derived('resIm', '1', fit.residualIm),
    ],
  };
}
