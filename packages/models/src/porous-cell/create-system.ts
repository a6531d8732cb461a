import type { CellDescription, CellMesh } from './cell-description.ts';
import type { CellSystem } from './cell-system.ts';
import { DfnSystem } from './dfn-system.ts';
import { SpmSystem } from './spm-system.ts';

/** The equations of a cell at its level. */
export function createSystem(description: CellDescription, mesh: CellMesh): CellSystem {
  return description.level === 'DFN' ? new DfnSystem(description, mesh) : new SpmSystem(description, mesh);
}
